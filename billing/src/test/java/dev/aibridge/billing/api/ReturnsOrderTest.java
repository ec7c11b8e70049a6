package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.books.Volume;
import dev.aibridge.billing.orders.Fulfilment;
import dev.aibridge.billing.returns.Returns;
import dev.aibridge.billing.stripe.SandboxShop;
import dev.aibridge.billing.stripe.Shop;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// P5 with money that goes back: whatever is told first and however often, one end.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = Shop.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SandboxShop.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ReturnsOrderTest {

    /// Lives run side by side: each has its own wallet.
    private static final int SIDE_BY_SIDE = 4;

    private static final int LIVES = Volume.TELLINGS.count();

    @TestHTTPResource URI base;

    @Inject Fulfilment fulfilment;

    @Inject Returns returns;

    private Visitor visitor;
    private Counter counter;

    /// What Stripe tells. Each is told by the id of a session or of a payment.
    enum Word {
        COMPLETED,
        CHARGE_SUCCEEDED,
        REFUND_CREATED,
        CHARGE_REFUNDED
    }

    /// What happens at Stripe, one after the other.
    enum Deed {
        PAY,
        REFUND_A_PART,
        REFUND_ANOTHER,
        A_REFUND_FAILS,
        DISPUTE,
        UNDER_REVIEW,
        WIN,
        LOSE,
    }

    @BeforeEach
    void come() throws Exception {
        visitor = new Visitor(base);
        counter = new Counter(visitor);
        counter.steer("webhooks", "{\"drop\": true}");
        counter.steer("refunds", "{\"outcome\": \"succeeded\"}");
    }

    @AfterEach
    void everyInvariantHolds() throws Exception {
        assertThat(visitor.books().broken()).isEmpty();
        counter.close();
        visitor.close();
    }

    private static List<List<Word>> permutations(List<Word> words) {
        if (words.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Word>> all = new ArrayList<>();
        for (Word first : words) {
            List<Word> rest = new ArrayList<>(words);
            rest.remove(first);
            for (List<Word> tail : permutations(rest)) {
                List<Word> one = new ArrayList<>(List.of(first));
                one.addAll(tail);
                all.add(one);
            }
        }
        return all;
    }

    private <T> Set<T> ends(List<Callable<T>> lives) throws Exception {
        Set<T> ends = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            for (Future<T> end : threads.invokeAll(lives)) {
                ends.add(end.get());
            }
        }
        return ends;
    }

    private void tell(Word word, String session, String payment) {
        switch (word) {
            case COMPLETED -> fulfilment.fulfil(session);
            case CHARGE_SUCCEEDED, REFUND_CREATED, CHARGE_REFUNDED -> returns.look(payment);
        }
    }

    private List<Object> end(Customer customer, String order) throws Exception {
        JsonNode seen = customer.look(order);
        List<Object> end = new ArrayList<>();
        end.add(seen.path("state").asText());
        end.add(seen.path("standing").asText());
        end.add(
                visitor.books()
                        .rows(
                                "SELECT posted - debt, frozen, freeze_due FROM billing.wallet WHERE id = ?",
                                customer.wallet().id()));
        end.add(
                visitor.books()
                        .rows(
                                "SELECT state, amount_minor, tokens, bonus, debt FROM billing.refund"
                                        + " WHERE order_id = ?::uuid ORDER BY 1, 2",
                                order));
        end.add(
                visitor.books()
                        .rows(
                                "SELECT state, amount_minor, held, taken, loss_minor FROM billing.dispute"
                                        + " WHERE order_id = ?::uuid",
                                order));
        return end;
    }

    @Test
    void everyOrderOfFourWordsTellsTheSameOnceTwiceAndThreeTimes() throws Exception {
        List<Callable<List<Object>>> lives = new ArrayList<>();
        for (List<Word> words : permutations(List.of(Word.values()))) {
            for (int times = 1; times <= 3; times++) {
                int copies = times;
                lives.add(() -> aRefundedLife(words, copies));
            }
        }
        assertThat(lives).hasSize(72);
        Set<List<Object>> ends = ends(lives);
        assertThat(ends).hasSize(1);
        assertThat(ends.iterator().next().subList(0, 2))
                .isEqualTo(List.of("credited", "partly_refunded"));
    }

    private List<Object> aRefundedLife(List<Word> words, int copies) throws Exception {
        Customer customer = Customer.of(visitor);
        String order = customer.order();
        String payment = counter.pay(order);
        counter.refundByHand(payment, 100);
        for (Word word : words) {
            for (int copy = 0; copy < copies; copy++) {
                tell(word, counter.session(order), payment);
            }
        }
        return end(customer, order);
    }

    /// The deeds of a life of twelve events: each of them makes one or two.
    private static final List<Deed> DEEDS =
            List.of(
                    Deed.PAY,
                    Deed.REFUND_A_PART,
                    Deed.REFUND_ANOTHER,
                    Deed.A_REFUND_FAILS,
                    Deed.DISPUTE,
                    Deed.UNDER_REVIEW);

    @Test
    void aLifeOfTwelveEventsEndsTheSameInWhateverOrderTheyCome() throws Exception {
        long seed = Long.getLong("aibridge.seed", System.nanoTime());
        System.out.println("seed of the lives: " + seed);
        for (Deed last : List.of(Deed.WIN, Deed.LOSE)) {
            List<Callable<List<Object>>> lives =
                    IntStream.range(0, LIVES / 2)
                            .<Callable<List<Object>>>mapToObj(
                                    i -> () -> aDisputedLife(last, new Random(seed + i)))
                            .toList();
            assertThat(ends(lives)).as("seed " + seed).hasSize(1);
        }
    }

    /// Twelve words, some told while the life goes on, the rest afterwards, in any order.
    private List<Object> aDisputedLife(Deed last, Random random) throws Exception {
        Customer customer = Customer.of(visitor);
        String order = customer.order();
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            words.add(Word.values()[i % Word.values().length]);
        }
        Collections.shuffle(words, random);
        List<Deed> deeds = new ArrayList<>(DEEDS);
        deeds.add(last);
        Life life = new Life(order);
        for (Deed deed : deeds) {
            life.befall(deed);
            while (!words.isEmpty() && random.nextInt(3) == 0) {
                tell(words.removeLast(), counter.session(order), life.payment);
            }
        }
        words.add(Word.CHARGE_REFUNDED);
        for (Word word : words) {
            tell(word, counter.session(order), life.payment);
        }
        return end(customer, order);
    }

    /// What Stripe gave names to.
    private final class Life {

        private final String order;
        private String payment = "";
        private String refund = "";
        private String dispute = "";

        Life(String order) {
            this.order = order;
        }

        void befall(Deed deed) throws Exception {
            switch (deed) {
                case PAY -> payment = counter.pay(order);
                case REFUND_A_PART -> refund = counter.refundByHand(payment, 100);
                case REFUND_ANOTHER -> counter.refundByHand(payment, 70);
                case A_REFUND_FAILS -> counter.end(refund, "failed");
                case DISPUTE -> dispute = counter.dispute(order, "");
                case UNDER_REVIEW -> counter.decide(dispute, "under_review");
                case WIN -> counter.decide(dispute, "won");
                case LOSE -> counter.decide(dispute, "lost");
            }
        }
    }
}
