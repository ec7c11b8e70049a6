package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.books.Wallet;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
class CreditsTest {

    @TestHTTPResource URI base;

    private Visitor visitor;
    private Wallet wallet;
    private String admin;
    private final UUID subject = UUID.randomUUID();

    @BeforeEach
    void come() throws Exception {
        visitor = new Visitor(base);
        wallet = visitor.books().wallet(1_000_000);
        admin = visitor.tokens().admin(subject);
    }

    @AfterEach
    void leave() {
        visitor.close();
    }

    private Answer credit(long micro, String reason, String key) throws Exception {
        return visitor.call(
                "POST",
                "/v1/tenants/" + wallet.tenant() + "/credits",
                admin,
                """
                {"tokensMicro": %d, "reason": "%s"}
                """
                        .formatted(micro, reason),
                key);
    }

    private long posted() throws Exception {
        return visitor.books()
                .number("SELECT posted FROM billing.wallet WHERE id = ?", wallet.id());
    }

    private List<List<@Nullable Object>> acts() throws Exception {
        return visitor.books()
                .rows(
                        "SELECT actor, actor_name, action, target, reason, detail::text FROM audit.entry"
                                + " WHERE tenant_id = ?",
                        wallet.tenant());
    }

    @Test
    void anAdminGivesTokensAndItIsWrittenDownWhoDid() throws Exception {
        Answer answer = credit(5_000_000, "sorry for Tuesday", "k1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("postedMicro").asLong()).isEqualTo(6_000_000);
        assertThat(posted()).isEqualTo(6_000_000);
        assertThat(acts())
                .containsExactly(
                        List.of(
                                subject,
                                subject + "@example.com",
                                "wallet.credit",
                                "wallet:" + wallet.id(),
                                "sorry for Tuesday",
                                "{\"tokensMicro\": 5000000}"));
        assertThat(visitor.books().broken()).isEmpty();
    }

    @Test
    void theSameRequestKeyBooksOnceEvenInTwentyCallsAtOnce() throws Exception {
        Callable<Integer> call =
                () -> Visitor.untilItRan(() -> credit(5_000_000, "thanks", "twice")).status();
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> status :
                    calls.invokeAll(IntStream.range(0, 20).mapToObj(_ -> call).toList())) {
                assertThat(status.get()).isEqualTo(200);
            }
        }
        assertThat(posted()).isEqualTo(6_000_000);
        assertThat(acts()).hasSize(1);
    }

    @Test
    void theSameRequestKeyForAnotherCreditIsRefused() throws Exception {
        credit(5_000_000, "thanks", "k");
        assertThat(credit(6_000_000, "thanks", "k").code()).isEqualTo("idempotency_key_reused");
        assertThat(credit(5_000_000, "other words", "k").status()).isEqualTo(422);
        assertThat(posted()).isEqualTo(6_000_000);
        assertThat(acts()).hasSize(1);
    }

    @Test
    void tokensAreTakenBackDownToWhatIsAvailableAndNoFurther() throws Exception {
        visitor.books().take(visitor.books().holder(), wallet.id(), 400_000);
        Answer tooMuch = credit(-600_001, "a mistake", "k1");
        assertThat(tooMuch.status()).isEqualTo(409);
        assertThat(tooMuch.code()).isEqualTo("insufficient");
        assertThat(posted()).isEqualTo(1_000_000);
        assertThat(acts()).isEmpty();

        Answer all = credit(-600_000, "a mistake", "k2");
        assertThat(all.status()).isEqualTo(200);
        assertThat(all.json().get("availableMicro").asLong()).isZero();
        assertThat(visitor.books().broken()).isEmpty();
    }

    @Test
    void aTenantWithoutAWalletIsToldSo() throws Exception {
        UUID tenant = UUID.randomUUID();
        visitor.books().run("INSERT INTO accounts.tenant (id, name) VALUES (?, 'new')", tenant);
        wallet = new Wallet(UUID.randomUUID(), tenant);
        Answer answer = credit(1, "hello", "k");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("wallet_not_found");
    }
}
