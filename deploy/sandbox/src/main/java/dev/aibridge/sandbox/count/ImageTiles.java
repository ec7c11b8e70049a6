package dev.aibridge.sandbox.count;

import dev.aibridge.sandbox.vendor.ChatModel.ImageTokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Tokens of an image: fitted into 2048 × 2048, shortest side to 768, counted in tiles of 512. [The
/// rule](https://platform.openai.com/docs/guides/images-vision#calculating-costs)
final class ImageTiles {

    private static final Size UNKNOWN = new Size(1_024, 1_024);

    private ImageTiles() {}

    /// @param url a data URL; any other is never fetched and counted as 1024 × 1024
    static int tokens(ImageTokens price, String url, String detail) {
        if (detail.equals("low")) {
            return price.base();
        }
        Size size = sizeOf(url).fittedInto(2_048).shortestSideTo(768);
        return price.base() + price.tile() * tiles(size.width()) * tiles(size.height());
    }

    private static int tiles(int pixels) {
        return Math.ceilDiv(pixels, 512);
    }

    private static Size sizeOf(String url) {
        int comma = url.indexOf(',');
        if (!url.startsWith("data:") || comma < 0) {
            return UNKNOWN;
        }
        byte[] bytes = Base64.getDecoder().decode(url.substring(comma + 1));
        try (ImageInputStream in =
                ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            return readers.hasNext() ? read(readers.next(), in) : UNKNOWN;
        } catch (IOException notAnImage) {
            return UNKNOWN;
        }
    }

    private static Size read(ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in, true, true);
            return new Size(reader.getWidth(0), reader.getHeight(0));
        } finally {
            reader.dispose();
        }
    }

    private record Size(int width, int height) {

        Size fittedInto(int side) {
            return scaled(Math.min(1, (double) side / Math.max(width, height)));
        }

        Size shortestSideTo(int side) {
            return scaled(Math.min(1, (double) side / Math.min(width, height)));
        }

        private Size scaled(double factor) {
            return new Size(
                    Math.max(1, (int) Math.round(width * factor)),
                    Math.max(1, (int) Math.round(height * factor)));
        }
    }
}
