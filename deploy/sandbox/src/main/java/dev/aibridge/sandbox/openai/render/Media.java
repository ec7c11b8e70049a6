package dev.aibridge.sandbox.openai.render;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/// Pictures and sound that any program can open: one colour, silence.
public final class Media {

    private static final int BYTES_PER_SECOND = 24_000;
    private static final int FRAME = 417;

    private Media() {}

    /// A picture of one colour.
    public static byte[] png(int width, int height, int rgb) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(0, 0, rgb);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /// Silence, as long as a text takes to read aloud.
    ///
    /// @param format `mp3`, `wav` or `pcm`
    public static byte[] silence(String format, int characters) {
        return switch (format) {
            case "wav" -> wav(characters * BYTES_PER_SECOND / 15);
            case "pcm" -> new byte[characters * BYTES_PER_SECOND / 15 * 2];
            default -> mp3(characters);
        };
    }

    /// The media type of a format.
    public static String typeOf(String format) {
        return switch (format) {
            case "wav" -> "audio/wav";
            case "pcm" -> "audio/pcm";
            default -> "audio/mpeg";
        };
    }

    private static byte[] wav(int samples) {
        ByteBuffer bytes = ByteBuffer.allocate(44 + samples).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples);
        bytes.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        bytes.putShort((short) 1).putShort((short) 1).putInt(BYTES_PER_SECOND);
        bytes.putInt(BYTES_PER_SECOND).putShort((short) 1).putShort((short) 8);
        bytes.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples);
        while (bytes.hasRemaining()) {
            bytes.put((byte) 0x80);
        }
        return bytes.array();
    }

    /// Frames of 26 ms at 128 kbit a second.
    private static byte[] mp3(int characters) {
        ByteBuffer bytes = ByteBuffer.allocate(FRAME * characters * 2);
        for (int i = 0; i < characters * 2; i++) {
            bytes.position(i * FRAME);
            bytes.put((byte) 0xff).put((byte) 0xfb).put((byte) 0x90).put((byte) 0);
        }
        return bytes.array();
    }
}
