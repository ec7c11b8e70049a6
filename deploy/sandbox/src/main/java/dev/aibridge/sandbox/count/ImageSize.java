package dev.aibridge.sandbox.count;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Width and height of an image, in pixels.
public record ImageSize(int width, int height) {

    public ImageSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("an image has pixels");
        }
    }

    /// The size that an image file states; nothing when it is none that the JDK can read.
    public static Optional<ImageSize> of(byte[] file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            return readers.hasNext() ? Optional.of(read(readers.next(), in)) : Optional.empty();
        } catch (IOException notAnImage) {
            return Optional.empty();
        }
    }

    /// The same proportions, no side longer.
    public ImageSize fittedInto(int side) {
        return scaled(Math.min(1, (double) side / Math.max(width, height)));
    }

    /// The same proportions, no larger, the shortest side at most so long.
    public ImageSize shortestSideTo(int side) {
        return scaled(Math.min(1, (double) side / Math.min(width, height)));
    }

    private ImageSize scaled(double factor) {
        return new ImageSize(
                Math.max(1, (int) Math.round(width * factor)),
                Math.max(1, (int) Math.round(height * factor)));
    }

    private static ImageSize read(ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in, true, true);
            return new ImageSize(reader.getWidth(0), reader.getHeight(0));
        } finally {
            reader.dispose();
        }
    }
}
