package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.stripe.FakeStripe;
import dev.aibridge.billing.stripe.Shop;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;

/// P5: what becomes of an order is a function of the set of events, whoever brings them, how often
/// and in which order.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Shop.class, scope = TestResourceScope.GLOBAL)
class EventSetTest {

    private static final int LIVES = 25;
    private static final int ATTEMPTS = 3;

    @TestHTTPResource URI base;

    @SuppressWarnings("NullAway.Init") // The test resource sets it.
    FakeStripe stripe;

    /// What happens to one page at Stripe.
    enum Fate {
        PAID,
        PAID_LATE,
        PAID_TOO_LITTLE,
        PAID_IN_EUROS,
        RAN_OUT,
        FAILED,
        STILL_OPEN
    }

    /// Who brings the word of a page.
    enum Bearer {
        WEBHOOK,
        LANDING_PAGE,
        RECONCILER
    }

    record Word(int attempt, Bearer bearer) {}

    /// @param fates of the pages of one order
    /// @param early brought before the fates
    /// @param first brought after them
    /// @param second brought after all that
    record Life(List<Fate> fates, List<Word> early, List<Word> first, List<Word> second) {}

    private static Arbitrary<Life> lives() {
        Arbitrary<List<Word>> words =
                Combinators.combine(
                                Arbitraries.integers().between(0, ATTEMPTS - 1),
                                Arbitraries.of(Bearer.class))
                        .as(Word::new)
                        .list()
                        .ofMaxSize(8);
        return Combinators.combine(
                        Arbitraries.of(Fate.class).list().ofSize(ATTEMPTS), words, words, words)
                .as(Life::new);
    }

    @Test
    void theEndIsTheSameForTwoOrdersWithTheSameFatesAndOtherMessengers() throws Exception {
        List<Life> lives = new ArrayList<>();
        JqwikSession.run(() -> lives().sampleStream().limit(LIVES).forEach(lives::add));
        try (Visitor visitor = new Visitor(base)) {
            for (Life life : lives) {
                assertThat(end(visitor, life, life.first()))
                        .as(life.toString())
                        .isEqualTo(end(visitor, life, life.second()))
                        .isEqualTo(expected(life));
            }
            assertThat(visitor.books().broken()).isEmpty();
        }
    }

    /// What a customer sees in the end.
    record End(String state, String reason, long posted) {}

    private static End expected(Life life) {
        long right = count(life, Fate.PAID) + count(life, Fate.PAID_LATE);
        List<String> faults = new ArrayList<>();
        if (count(life, Fate.PAID_TOO_LITTLE) > 0) {
            faults.add("amount");
        }
        if (count(life, Fate.PAID_IN_EUROS) > 0) {
            faults.add("currency");
        }
        if (right > 1) {
            faults.add("paid_twice");
        }
        long posted = right > 0 ? Customer.TOKENS : 0;
        if (!faults.isEmpty()) {
            return new End("review", String.join(", ", faults), posted);
        }
        if (right > 0) {
            return new End("credited", "null", posted);
        }
        boolean open = life.fates().getLast() == Fate.STILL_OPEN;
        return new End(open ? "awaiting_payment" : "abandoned", "null", 0);
    }

    private static long count(Life life, Fate fate) {
        return life.fates().stream().filter(fate::equals).count();
    }

    private End end(Visitor visitor, Life life, List<Word> words) throws Exception {
        Customer customer = Customer.of(visitor);
        String order = customer.order();
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            customer.act(order, "cancel");
            customer.act(order, "checkout");
        }
        List<String> pages = stripe.of(order);
        for (Word word : life.early()) {
            bring(customer, order, pages.get(word.attempt()), word.bearer());
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            befall(pages.get(attempt), life.fates().get(attempt));
        }
        for (Word word : words) {
            bring(customer, order, pages.get(word.attempt()), word.bearer());
        }
        for (String page : pages) {
            bring(customer, order, page, Bearer.WEBHOOK);
        }
        await().atMost(Duration.ofSeconds(10))
                .until(
                        () ->
                                visitor.books()
                                                .number(
                                                        "SELECT count(*) FROM billing.stripe_event"
                                                                + " WHERE processed_at IS NULL")
                                        == 0);
        JsonNode seen = customer.look(order);
        return new End(
                seen.get("state").asText(), seen.get("reviewReason").asText(), customer.posted());
    }

    private void befall(String page, Fate fate) {
        switch (fate) {
            case PAID -> stripe.pay(page);
            case PAID_LATE -> {
                stripe.payLater(page);
                stripe.pay(page);
            }
            case PAID_TOO_LITTLE -> {
                stripe.amount(page, 1);
                stripe.pay(page);
            }
            case PAID_IN_EUROS -> {
                stripe.currency(page, "eur");
                stripe.pay(page);
            }
            case RAN_OUT -> stripe.runOut(page);
            case FAILED -> {
                stripe.payLater(page);
                stripe.fail(page);
            }
            case STILL_OPEN -> {}
        }
    }

    private static void bring(Customer customer, String order, String page, Bearer bearer)
            throws Exception {
        switch (bearer) {
            case WEBHOOK ->
                    customer.deliver(Customer.event("checkout.session.completed", page, false));
            case LANDING_PAGE -> customer.act(order, "confirm");
            case RECONCILER -> customer.reconcile(order);
        }
    }
}
