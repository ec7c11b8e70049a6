package dev.aibridge.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.local.database.Accounts;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.KeyTerms;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may call, and who may not, is known everywhere within a second.
final class RevocationTest {

    /// So little that a lease is what one request needs, and the rest goes back at once.
    private static final Credits FUNDS = Credits.ofTokens(20_000);

    private static final Duration HEARD = Duration.ofSeconds(1);
    private static final Ask ASK = Ask.whole("May I? [[tokens=3]]");

    private World world;
    private Accounts accounts;
    private Customer customer;
    private Client client;

    @BeforeEach
    void aCustomerIsServed() throws Exception {
        world = World.shared();
        accounts = world.stack().accounts();
        customer = world.customer("Revoked", FUNDS, KeyTerms.UNLIMITED);
        client = new Client(world.gateway(), customer);
        assertThat(client.ask(ASK).finished()).isTrue();
    }

    @AfterEach
    void theMoneyIsRight() throws Exception {
        client.close();
        world.assertProven();
    }

    private void awaitAnswer(int status, String code) {
        await().atMost(HEARD)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(
                        () -> {
                            Reply reply = client.ask(ASK);
                            assertThat(reply.status()).isEqualTo(status);
                            assertThat(reply.errorCode()).isEqualTo(code);
                        });
    }

    @Test
    void aDisabledKeyIsRefusedAndServedAgainWhenEnabled() throws Exception {
        accounts.disableKey(customer.keyId(), true);
        awaitAnswer(401, "invalid_api_key");
        accounts.disableKey(customer.keyId(), false);
        awaitAnswer(200, "");
    }

    @Test
    void aSuspendedTenantIsRefusedAndServedAgainWhenActive() throws Exception {
        accounts.tenantStatus(customer.tenant(), "suspended");
        awaitAnswer(402, "insufficient_balance");
        assertThat(client.ask(ASK).error().path("param").asText()).isEqualTo("suspended");
        accounts.tenantStatus(customer.tenant(), "active");
        awaitAnswer(200, "");
    }

    @Test
    void anEmptiedWalletIsRefusedAndServedAgainAfterACredit() throws Exception {
        Credits left = FUNDS.minus(world.awaitBookings(customer, 1).getFirst().paid());
        await("the return of the lease")
                .until(() -> accounts.balance(customer.wallet()).available().equals(left));
        accounts.credit(customer.wallet(), Credits.ZERO.minus(left), "taken:" + UUID.randomUUID());
        awaitAnswer(402, "insufficient_balance");
        accounts.credit(customer.wallet(), Credits.ofTokens(50_000), "again:" + UUID.randomUUID());
        awaitAnswer(200, "");
    }
}
