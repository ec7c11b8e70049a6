package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.receipts.PdfText;
import dev.aibridge.billing.stripe.SandboxShop;
import dev.aibridge.billing.stripe.Shop;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Receipts of what was bought and credit notes of what went back.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Shop.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SandboxShop.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ReceiptsTest extends RefundBench {

    private String home() {
        return "/v1/tenants/" + customer.wallet().tenant();
    }

    private JsonNode papers() throws Exception {
        return customer.look(order).path("receipts");
    }

    private HttpResponse<byte[]> file(JsonNode receipt) throws Exception {
        return visitor.bytes(home() + "/receipts/" + receipt.path("id").asText(), customer.token());
    }

    private PdfText read(JsonNode receipt) throws Exception {
        return PdfText.of(file(receipt).body());
    }

    private Answer details(String company, String address, String taxId) throws Exception {
        return visitor.call(
                "PUT",
                home() + "/billing-details",
                customer.token(),
                "{\"company\": \"%s\", \"address\": \"%s\", \"taxId\": \"%s\"}"
                        .formatted(company, address, taxId));
    }

    @Test
    void aPaymentHasAReceiptThatSaysWhatTheLedgerSays() throws Exception {
        assertThat(papers()).hasSize(1);
        JsonNode receipt = papers().get(0);
        assertThat(receipt.path("kind").asText()).isEqualTo("receipt");

        HttpResponse<byte[]> file = file(receipt);

        assertThat(file.headers().firstValue("content-type")).hasValue("application/pdf");
        assertThat(file.headers().firstValue("cache-control")).hasValue("no-store");
        String number = receipt.path("number").asText();
        assertThat(file.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"receipt-" + number + ".pdf\"");
        long booked =
                visitor.books()
                        .number(
                                "SELECT sum(e.amount)::bigint FROM billing.entry e JOIN billing.transaction t"
                                        + " ON t.id = e.tx_id WHERE t.idempotency_key = 'top_up:' || ?"
                                        + " AND e.account = 'stripe_clearing'",
                                order);
        assertThat(receipt.path("amountMinor").asLong()).isEqualTo(booked).isEqualTo(300);
        assertThat(PdfText.of(file.body()).text())
                .contains(number, order, payment, "USD 3.00", "1,000,000");
    }

    @Test
    void itKeepsWhatStoodInTheDetailsWhenItWasPaid() throws Exception {
        assertThat(details("上海阿克梅有限公司", "世纪大道1号\\n上海", "91310000").status()).isEqualTo(200);
        String before = read(papers().get(0)).text();
        order = customer.order();
        payment = counter.buy(customer, order);

        PdfText now = read(papers().get(0));
        assertThat(now.text()).contains("上海阿克梅有限公司", "世纪大道1号", "91310000");
        assertThat(before).doesNotContain("上海阿克梅有限公司");

        details("Someone else", "", "");
        assertThat(read(papers().get(0)).text()).isEqualTo(now.text());
    }

    @Test
    void aRefundHasACreditNoteAndOneThatFailsAfterAllTakesItBack() throws Exception {
        Counter.refund(customer, order, 100);
        assertThat(papers()).hasSize(2);
        JsonNode note = papers().get(1);
        assertThat(note.path("kind").asText()).isEqualTo("credit_note");
        assertThat(note.path("amountMinor").asLong()).isEqualTo(100);
        assertThat(read(note).text())
                .contains("Credit note", "USD 1.00", papers().get(0).path("number").asText());

        counter.end(counter.refunds(payment).get(0).path("id").asText(), "failed");
        awaitState("failed");
        assertThat(papers()).hasSize(3);
        assertThat(papers().get(2).path("kind").asText()).isEqualTo("reversal");
    }

    @Test
    void aRefundThatIsOnItsWayHasNoneYet() throws Exception {
        counter.steer("refunds", "{\"outcome\": \"pending\"}");
        Counter.refund(customer, order, 100);
        assertThat(papers()).hasSize(1);
    }

    @Test
    void numbersHaveNoGapsHoweverManyPayAtOnce() throws Exception {
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            orders.add(customer.order());
        }
        List<Customer> others = List.of(Customer.of(visitor), Customer.of(visitor));
        List<Callable<String>> purchases = new ArrayList<>();
        orders.forEach(one -> purchases.add(() -> counter.buy(customer, one)));
        others.forEach(other -> purchases.add(() -> counter.buy(other, other.order())));
        try (ExecutorService threads = Executors.newFixedThreadPool(purchases.size())) {
            for (Future<String> one : threads.invokeAll(purchases)) {
                one.get();
            }
        }
        List<Object> serials =
                visitor.books().rows("SELECT serial FROM billing.receipt ORDER BY 1").stream()
                        .map(List::getFirst)
                        .toList();
        assertThat(serials)
                .hasSizeGreaterThanOrEqualTo(7)
                .isEqualTo(IntStream.rangeClosed(1, serials.size()).boxed().toList());
    }

    @Test
    void nobodyChangesOne() {
        for (String change :
                List.of(
                        "UPDATE billing.receipt SET amount_minor = 1",
                        "DELETE FROM billing.receipt")) {
            assertThatThrownBy(() -> visitor.books().run(change))
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void theDetailsAreReadBack() throws Exception {
        assertThat(
                        visitor.get(home() + "/billing-details", customer.token())
                                .json()
                                .path("company"))
                .hasToString("\"\"");
        details("<b>Acme</b>", "", "");
        JsonNode now = visitor.get(home() + "/billing-details", customer.token()).json();
        assertThat(now.path("company").asText()).isEqualTo("<b>Acme</b>");
        assertThat(now.path("taxId").asText()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"company\": \"\", \"address\": \"\", \"taxId\": \"\"}",
                "{\"company\": 1, \"address\": \"\", \"taxId\": \"\"}",
                "{\"company\": null, \"address\": \"\", \"taxId\": \"\"}",
                "{\"company\": \"a\\u0000\", \"address\": \"\", \"taxId\": \"\"}",
                "{\"company\": \"a\", \"address\": \"\", \"taxId\": \"\", \"more\": 1}"
            })
    void detailsThatAreNoneAreRefused(String body) throws Exception {
        visitor.call("PUT", home() + "/billing-details", customer.token(), body).assertProblem(400);
    }

    @Test
    void detailsThatAreTooLongAreRefused() throws Exception {
        assertThat(details("a".repeat(200), "a".repeat(500), "a".repeat(50)).status())
                .isEqualTo(200);
        details("a".repeat(201), "", "").assertProblem(400);
        details("a", "a".repeat(501), "").assertProblem(400);
        details("a", "", "a".repeat(51)).assertProblem(400);
    }
}
