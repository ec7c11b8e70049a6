package dev.aibridge.sandbox.count;

import dev.aibridge.sandbox.vendor.ChatModel.ImageTokens;
import java.util.Base64;

/// Tokens of an image: fitted into 2048 × 2048, shortest side to 768, counted in tiles of 512. [The
/// rule](https://platform.openai.com/docs/guides/images-vision#calculating-costs)
public final class ImageTiles {

    private static final ImageSize UNKNOWN = new ImageSize(1_024, 1_024);

    private ImageTiles() {}

    /// Counts one image.
    ///
    /// @param url a data URL; any other is never fetched and counted as 1024 × 1024
    public static int tokens(ImageTokens price, String url, String detail) {
        if (detail.equals("low")) {
            return price.base();
        }
        ImageSize size = sizeOf(url).fittedInto(2_048).shortestSideTo(768);
        return price.base() + price.tile() * tiles(size.width()) * tiles(size.height());
    }

    private static int tiles(int pixels) {
        return Math.ceilDiv(pixels, 512);
    }

    private static ImageSize sizeOf(String url) {
        int comma = url.indexOf(',');
        if (!url.startsWith("data:") || comma < 0) {
            return UNKNOWN;
        }
        return ImageSize.of(Base64.getDecoder().decode(url.substring(comma + 1))).orElse(UNKNOWN);
    }
}
