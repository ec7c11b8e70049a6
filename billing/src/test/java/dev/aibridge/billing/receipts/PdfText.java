package dev.aibridge.billing.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;

/// What a reader other than the writer finds in a PDF.
///
/// @param text in the order in which it is read
public record PdfText(String text, int pages) {

    /// Reads one, all of whose fonts must be in it.
    public static PdfText of(byte[] file) throws IOException {
        try (PDDocument document = Loader.loadPDF(file)) {
            for (PDPage page : document.getPages()) {
                for (var name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                }
            }
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return new PdfText(stripper.getText(document), document.getNumberOfPages());
        }
    }

    /// The text without spaces and line breaks, which a layout may put anywhere.
    public String dense() {
        return text.replaceAll("\\s", "");
    }
}
