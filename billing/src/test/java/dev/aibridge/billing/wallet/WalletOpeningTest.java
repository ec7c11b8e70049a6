package dev.aibridge.billing.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalletOpeningTest {

    private static final long STARTER = 100_000_000_000L;
    private static final Optional<String> ANNA = Optional.of("anna@example.com");

    private Books books;
    private WalletOpening opening;

    @BeforeEach
    void open() throws SQLException {
        books = Books.open();
        opening = new WalletOpening(books.billing());
    }

    @AfterEach
    void everyInvariantHolds() throws SQLException {
        assertThat(books.broken()).isEmpty();
        books.close();
    }

    private UUID tenant() throws SQLException {
        UUID tenant = UUID.randomUUID();
        books.run("INSERT INTO accounts.tenant (id, name) VALUES (?, 'a tenant')", tenant);
        return tenant;
    }

    private long posted(UUID tenant) throws SQLException {
        return books.number("SELECT posted FROM billing.wallet WHERE tenant_id = ?", tenant);
    }

    private long given() throws SQLException {
        return books.number("SELECT sum(posted)::bigint FROM billing.wallet");
    }

    @Test
    void aVerifiedAddressGetsStarterTokensOnce() throws SQLException {
        UUID tenant = tenant();
        UUID wallet = opening.open(tenant, ANNA);
        assertThat(opening.open(tenant, ANNA)).isEqualTo(wallet);
        assertThat(opening.open(tenant, Optional.of("other@example.com"))).isEqualTo(wallet);
        assertThat(posted(tenant)).isEqualTo(STARTER);
        assertThat(books.rows("SELECT account, amount FROM billing.entry ORDER BY amount"))
                .containsExactly(
                        List.of("promotion", -STARTER), List.of("wallet:" + wallet, STARTER));
        assertThat(books.rows("SELECT source, granted FROM billing.lot"))
                .containsExactly(List.of("promotion", STARTER));
    }

    @Test
    void anAddressThatIsNotVerifiedGetsAWalletAndTheTokensWhenItIs() throws SQLException {
        UUID tenant = tenant();
        opening.open(tenant, Optional.empty());
        assertThat(posted(tenant)).isZero();
        opening.open(tenant, ANNA);
        assertThat(posted(tenant)).isEqualTo(STARTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Anna@Example.COM", "anna+2@example.com", "ANNA+x+y@example.com"})
    void anotherSpellingOfAnAddressGetsNothing(String spelling) throws SQLException {
        opening.open(tenant(), ANNA);
        UUID second = tenant();
        opening.open(second, Optional.of(spelling));
        assertThat(posted(second)).isZero();
    }

    @Test
    void anotherAddressIsAnotherAddress() throws SQLException {
        opening.open(tenant(), ANNA);
        opening.open(tenant(), Optional.of("anna@example.org"));
        opening.open(tenant(), Optional.of("+anna@example.com"));
        assertThat(given()).isEqualTo(3 * STARTER);
    }

    @Test
    void fiftyTenantsOfOneAddressAtOnceGetThemOnce() throws Exception {
        List<Callable<UUID>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            UUID tenant = tenant();
            calls.add(() -> opening.open(tenant, ANNA));
        }
        assertThat(all(calls)).hasSize(50);
        assertThat(given()).isEqualTo(STARTER);
    }

    @Test
    void fiftyCallsOfOneTenantAtOnceMakeOneWalletAndGiveThemOnce() throws Exception {
        UUID tenant = tenant();
        List<Callable<UUID>> calls =
                IntStream.range(0, 50)
                        .<Callable<UUID>>mapToObj(
                                i ->
                                        () ->
                                                opening.open(
                                                        tenant,
                                                        Optional.of("anna" + i + "@example.com")))
                        .toList();
        assertThat(all(calls)).hasSize(1);
        assertThat(given()).isEqualTo(STARTER);
    }

    private static Set<UUID> all(List<Callable<UUID>> calls) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            return threads.invokeAll(calls).stream()
                    .map(Future::resultNow)
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void anAdminSaysHowMany() throws SQLException {
        books.run(
                "INSERT INTO accounts.setting (name, value, updated_by) VALUES ('starter_tokens', '7', ?)",
                UUID.randomUUID());
        UUID tenant = tenant();
        opening.open(tenant, ANNA);
        assertThat(posted(tenant)).isEqualTo(7_000_000);
        books.run("UPDATE accounts.setting SET value = '0'");
        UUID later = tenant();
        opening.open(later, Optional.of("bob@example.com"));
        assertThat(posted(later)).isZero();
    }
}
