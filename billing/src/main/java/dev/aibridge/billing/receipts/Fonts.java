package dev.aibridge.billing.receipts;

import jakarta.inject.Singleton;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.openpdf.text.Font;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.FontSelector;

/// Sets text in fonts that have its letters: Chinese, Latin, Greek and Cyrillic in the first,
/// Arabic and Hebrew in the others. A PDF holds no more than the letters that it shows.
@Singleton
class Fonts {

    private final List<byte[]> files =
            List.of(
                    file("NotoSansSC-Regular.ttf"),
                    file("NotoSansArabic-Regular.ttf"),
                    file("NotoSansHebrew-Regular.ttf"));

    private static byte[] file(String name) {
        try (InputStream font = Fonts.class.getResourceAsStream("/fonts/" + name)) {
            if (font == null) {
                throw new IllegalStateException("no font " + name);
            }
            return font.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("font " + name, e);
        }
    }

    /// Fonts of one document: they remember which letters it shows.
    final class Set {

        private final List<BaseFont> bases = files.stream().map(Set::base).toList();

        private static BaseFont base(byte[] file) {
            try {
                return BaseFont.createFont(
                        "receipt.ttf",
                        BaseFont.IDENTITY_H,
                        BaseFont.EMBEDDED,
                        BaseFont.NOT_CACHED,
                        file,
                        null);
            } catch (IOException e) {
                throw new UncheckedIOException("a font can't be read", e);
            }
        }

        /// Text of that size, in points.
        Phrase text(String text, int size, Color color) {
            FontSelector selector = new FontSelector();
            bases.forEach(base -> selector.addFont(new Font(base, size, Font.NORMAL, color)));
            return selector.process(text);
        }
    }

    /// Fonts for one document.
    Set forOne() {
        return new Set();
    }
}
