package dev.aibridge.billing.receipts;

import dev.aibridge.billing.receipts.Document.Party;
import jakarta.inject.Singleton;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Locale;
import java.util.stream.Stream;
import org.openpdf.text.Element;
import org.openpdf.text.PageSize;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/// Draws receipts on one page of A4. Whatever names hold is text: nothing of it is markup, and what
/// is written from the right runs from the right.
@Singleton
public class ReceiptPdf {

    private static final Color INK = new Color(0x1C, 0x1C, 0x1A);
    private static final Color PALE = new Color(0x66, 0x66, 0x60);
    private static final Color LINE = new Color(0xD8, 0xD8, 0xD2);
    private static final int MARGIN = 56;
    private static final int SMALL = 8;
    private static final int PLAIN = 10;
    private static final int LARGE = 22;
    private static final int GAP = 24;
    private static final BigDecimal MICRO = BigDecimal.valueOf(1_000_000);

    private final Fonts fonts;

    ReceiptPdf(Fonts fonts) {
        this.fonts = fonts;
    }

    /// The receipt as a PDF file.
    public byte[] of(Document receipt) {
        return new Sheet(receipt, Words.in(receipt.language()), fonts.forOne()).draw();
    }

    /// One page while it is drawn.
    private record Sheet(Document document, Words words, Fonts.Set fonts) {

        byte[] draw() {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            try (var page =
                    new org.openpdf.text.Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN)) {
                PdfWriter.getInstance(page, file);
                page.addTitle(title() + " " + document.receipt().number());
                page.addAuthor(document.seller().name());
                page.open();
                page.add(head());
                page.add(parties());
                page.add(lines());
                page.add(facts());
            }
            return file.toByteArray();
        }

        private String title() {
            return words.of(document.receipt().kind());
        }

        private PdfPTable head() {
            PdfPTable head = table(1, 1);
            head.addCell(cell(document.seller().name(), LARGE, INK, Element.ALIGN_LEFT));
            head.addCell(cell(title(), LARGE, INK, Element.ALIGN_RIGHT));
            return head;
        }

        private PdfPTable parties() {
            PdfPTable parties = table(1, 1);
            parties.addCell(label("seller", Element.ALIGN_LEFT));
            parties.addCell(label("buyer", Element.ALIGN_LEFT));
            parties.addCell(party(document.seller(), ""));
            parties.addCell(party(document.buyer(), document.buyerEmail()));
            return parties;
        }

        /// One line below the other, each in its own direction.
        private PdfPCell party(Party party, String email) {
            PdfPTable lines = new PdfPTable(1);
            String taxId = party.taxId().isEmpty() ? "" : words.of("taxId") + ": " + party.taxId();
            Stream.of(Stream.of(party.name()), party.address().lines(), Stream.of(taxId, email))
                    .flatMap(line -> line)
                    .filter(line -> !line.isBlank())
                    .forEach(line -> lines.addCell(cell(line, PLAIN, INK, Element.ALIGN_LEFT)));
            PdfPCell cell = new PdfPCell(lines);
            cell.setBorder(Rectangle.NO_BORDER);
            return cell;
        }

        private PdfPTable lines() {
            PdfPTable lines = table(5, 1, 3, 3);
            lines.addCell(heading("product", Element.ALIGN_LEFT));
            lines.addCell(heading("quantity", Element.ALIGN_RIGHT));
            lines.addCell(heading("tokens", Element.ALIGN_RIGHT));
            lines.addCell(heading("amount", Element.ALIGN_RIGHT));
            lines.addCell(cell(document.productName(), PLAIN, INK, Element.ALIGN_LEFT));
            lines.addCell(right(Integer.toString(document.quantity())));
            lines.addCell(right(tokens(document.tokensMicro())));
            lines.addCell(right(amount()));
            if (document.bonusMicro() > 0) {
                lines.addCell(cell(words.of("bonus"), PLAIN, INK, Element.ALIGN_LEFT));
                lines.addCell(right(""));
                lines.addCell(right(tokens(document.bonusMicro())));
                lines.addCell(right(""));
            }
            PdfPCell total = ruled(cell(total(), PLAIN + 2, INK, Element.ALIGN_RIGHT));
            total.setColspan(4);
            lines.addCell(total);
            return lines;
        }

        private String total() {
            boolean back = document.receipt().kind().equals("credit_note");
            return words.of(back ? "totalBack" : "total") + "  " + amount();
        }

        private PdfPTable facts() {
            PdfPTable facts = table(1, 3);
            fact(facts, "number", document.receipt().number());
            document.corrects().ifPresent(number -> fact(facts, "corrects", number));
            String day =
                    document.receipt().issuedAt().atOffset(ZoneOffset.UTC).toLocalDate().toString();
            fact(facts, "date", day);
            fact(facts, "order", document.order().toString());
            fact(facts, "payment", document.payment());
            return facts;
        }

        private void fact(PdfPTable facts, String label, String value) {
            facts.addCell(label(label, Element.ALIGN_LEFT));
            facts.addCell(cell(value, SMALL, INK, Element.ALIGN_LEFT));
        }

        private String amount() {
            String code = document.receipt().currency();
            int digits = Currency.getInstance(code).getDefaultFractionDigits();
            BigDecimal sum = BigDecimal.valueOf(document.receipt().amountMinor(), digits);
            return code + " " + String.format(Locale.ROOT, "%,." + digits + "f", sum);
        }

        private static String tokens(long micro) {
            BigDecimal tokens = BigDecimal.valueOf(micro).divide(MICRO);
            BigInteger whole = tokens.toBigInteger();
            String grouped = String.format(Locale.ROOT, "%,d", whole);
            BigDecimal rest = tokens.subtract(new BigDecimal(whole));
            return rest.signum() == 0
                    ? grouped
                    : grouped + rest.stripTrailingZeros().toPlainString().substring(1);
        }

        private static PdfPTable table(int... widths) {
            PdfPTable table = new PdfPTable(widths.length);
            table.setWidths(widths);
            table.setWidthPercentage(100);
            table.setSpacingAfter(GAP);
            return table;
        }

        private PdfPCell label(String key, int align) {
            return cell(words.of(key), SMALL, PALE, align);
        }

        private PdfPCell heading(String key, int align) {
            return ruled(label(key, align));
        }

        private PdfPCell right(String text) {
            return cell(text, PLAIN, INK, Element.ALIGN_RIGHT);
        }

        private static PdfPCell ruled(PdfPCell cell) {
            cell.setBorder(Rectangle.TOP);
            cell.setBorderColor(LINE);
            cell.setBorderWidth(1);
            return cell;
        }

        private PdfPCell cell(String text, int size, Color color, int align) {
            Phrase phrase = fonts.text(text, size, color);
            PdfPCell cell = new PdfPCell(phrase);
            cell.setBorder(Rectangle.NO_BORDER);
            cell.setPadding(4);
            cell.setHorizontalAlignment(align);
            cell.setRunDirection(PdfWriter.RUN_DIRECTION_LTR);
            return cell;
        }
    }
}
