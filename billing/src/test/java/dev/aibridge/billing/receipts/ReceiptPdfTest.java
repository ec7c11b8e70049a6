package dev.aibridge.billing.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.receipts.Document.Party;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Receipts as files, read back by another library than the one that wrote them.
class ReceiptPdfTest {

    private static final UUID ORDER = UUID.fromString("01934f00-0000-7000-8000-000000000001");

    private final ReceiptPdf pdf = new ReceiptPdf(new Fonts());

    private static Document receipt(String language, String kind, Party buyer) {
        return new Document(
                new Receipt(
                        UUID.randomUUID(),
                        ORDER,
                        "2026-000042",
                        kind,
                        Instant.parse("2026-11-21T23:30:00Z"),
                        1_234_567,
                        "USD"),
                kind.equals("receipt") ? Optional.empty() : Optional.of("2026-000041"),
                ORDER,
                "pi_123",
                language,
                new Party("AI Bridge Ltd", "1 Bridge Street\nDublin", "IE123"),
                buyer,
                "ada@example.org",
                "50M tokens",
                3,
                150_000_000_000_000L,
                6_000_000_500_000L);
    }

    private PdfText read(String language, String kind, Party buyer) throws Exception {
        return PdfText.of(pdf.of(receipt(language, kind, buyer)));
    }

    @Test
    void whatWasPaidStandsOnIt() throws Exception {
        PdfText page = read("en", "receipt", new Party("Acme", "2 Main Road\nParis", "FR456"));
        assertThat(page.pages()).isEqualTo(1);
        assertThat(page.text())
                .contains("Receipt", "2026-000042", "2026-11-21", ORDER.toString(), "pi_123")
                .contains("AI Bridge Ltd", "1 Bridge Street", "Dublin", "Tax id: IE123")
                .contains("Acme", "2 Main Road", "Paris", "Tax id: FR456", "ada@example.org")
                .contains("50M tokens", "150,000,000", "6,000,000.5")
                .containsPattern("Total paid\\s+USD 12,345.67")
                .doesNotContain("Credit note", "2026-000041");
    }

    @Test
    void aCreditNoteNamesTheReceiptThatItCorrects() throws Exception {
        PdfText page = read("en", "credit_note", new Party("Acme", "", ""));
        assertThat(page.text())
                .contains("Credit note", "2026-000041")
                .containsPattern("Total returned\\s+USD 12,345.67");
    }

    @Test
    void itIsInTheBuyersLanguage() throws Exception {
        PdfText page = read("zh", "receipt", new Party("上海阿克梅科技有限公司", "上海市浦东新区世纪大道1号", "91310000"));
        assertThat(page.text())
                .contains("收据", "上海阿克梅科技有限公司", "上海市浦东新区世纪大道1号", "税号: 91310000")
                .containsPattern("实付总额\\s+USD 12,345.67")
                .doesNotContain("Receipt", "Total");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b>Acme</b> & <script>alert(1)</script>",
                "%PDF-1.4 (Acme) Tj ET",
                "Żółć Straße Ñandú Ελλάδα Москва Việt",
                "龘靐齉 𠮷 ACME 株式会社 かな",
                "{tenant} ${x} #{y} \\n"
            })
    void namesAreTextAndNothingElse(String name) throws Exception {
        PdfText page = read("en", "receipt", new Party(name, "", ""));
        assertThat(page.dense()).contains(name.replace("𠮷", "").replaceAll("\\s+", ""));
    }

    @ParameterizedTest
    @CsvSource({"شركة الجسر", "חברת הגשר", "Acme שלום Ltd"})
    void whatIsWrittenFromTheRightIsReadFromTheRight(String name) throws Exception {
        PdfText page = read("en", "receipt", new Party(name, "", ""));
        assertThat(page.dense()).contains(name.replaceAll("\\s", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"W", "字", "i"})
    void theLongestNameIsWholeAndStaysOnThePage(String letter) throws Exception {
        String name = letter.repeat(BillingDetails.COMPANY);
        String address = (letter.repeat(49) + "\n").repeat(10);
        PdfText page = read("en", "receipt", new Party(name, address, letter.repeat(50)));
        long letters = page.text().codePoints().filter(c -> c == letter.codePointAt(0)).count();
        assertThat(letters).isGreaterThanOrEqualTo(200 + 490 + 50);
    }

    @Test
    void itHoldsOnlyTheLettersThatItShows() {
        byte[] file = pdf.of(receipt("zh", "receipt", new Party("上海阿克梅", "", "")));
        assertThat(file.length).isLessThan(120_000);
    }
}
