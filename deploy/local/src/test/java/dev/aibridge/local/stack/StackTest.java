package dev.aibridge.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aibridge.common.money.Credits;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.tenancy.ApiKey;
import dev.aibridge.common.tenancy.KeyHash;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.Database;
import dev.aibridge.local.database.KeyTerms;
import dev.aibridge.local.database.Proof;
import dev.aibridge.local.process.Part;
import dev.aibridge.local.process.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The servers, the schema and the seeds that every system test stands on.
final class StackTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static Stack stack;

    @BeforeAll
    static void start() throws StartFailed, IOException, InterruptedException {
        stack = Stack.start(Options.only(Member.POSTGRES, Member.REDIS));
    }

    @AfterAll
    static void end() throws IOException {
        stack.close();
    }

    @Test
    void signsEachProcessInWithItsOwnRole() throws Exception {
        String url = stack.database().url();
        Secrets secrets = stack.secrets();
        for (Database role :
                List.of(
                        new Database(url, "aibridge_gateway", secrets.roles().gateway()),
                        new Database(url, "aibridge_billing", secrets.roles().billing()))) {
            assertThat(texts(role, "SELECT current_user")).containsExactly(role.user());
        }
        Database stranger = new Database(url, "aibridge_gateway", "guessed");
        assertThatThrownBy(stranger::connect).isInstanceOf(SQLException.class);
    }

    @Test
    void keepsMoneySafeAcrossAPowerCut() throws Exception {
        assertThat(texts(stack.database(), "SELECT current_setting('fsync')"))
                .containsExactly("on");
        assertThat(texts(stack.database(), "SELECT current_setting('synchronous_commit')"))
                .containsExactly("on");
    }

    @Test
    void opensACustomerOnceHoweverOftenItIsAsked() throws Exception {
        Customer customer = Customer.random();
        for (int i = 0; i < 2; i++) {
            stack.accounts().open(customer, "Twice", Credits.ofTokens(7), KeyTerms.UNLIMITED);
        }
        assertThat(stack.accounts().balance(customer.wallet()).available())
                .isEqualTo(Credits.ofTokens(7));
    }

    @Test
    void keepsOnlyTheHashOfAKey() throws Exception {
        Customer customer = stack.accounts().open("Hashed", Credits.ZERO);
        String hash =
                HexFormat.of()
                        .formatHex(
                                new KeyHash(stack.secrets().pepper()).of(customer.key().secret()));
        assertThat(
                        texts(
                                stack.database(),
                                "SELECT encode(hash, 'hex') FROM accounts.api_key WHERE id = '"
                                        + customer.keyId()
                                        + "'"))
                .containsExactly(hash);
    }

    @Test
    void makesKeysWithEveryLimit() throws Exception {
        Customer customer = stack.accounts().open("Limited", Credits.ZERO);
        Instant expiry = Instant.parse("2030-01-02T03:04:05Z");
        ApiKey key =
                stack.accounts()
                        .addKey(
                                customer.tenant(),
                                KeyTerms.UNLIMITED
                                        .withRpm(10)
                                        .withModels("gpt-4o", "qwen-max")
                                        .withExpiry(expiry)
                                        .switchedOff());
        assertThat(
                        texts(
                                stack.database(),
                                """
                                SELECT rpm || ' ' || allowed_models::text || ' ' || disabled || ' '
                                  || extract(epoch FROM expires_at)::bigint
                                FROM accounts.api_key WHERE tenant_id = '%s' AND last_four = '%s'"""
                                        .formatted(customer.tenant(), key.lastFour())))
                .containsExactly("10 {gpt-4o,qwen-max} true " + expiry.getEpochSecond());
    }

    @Test
    void addsAModelWithItsPriceToTheNewestBook() throws Exception {
        Multipliers perRequest = Multipliers.of(Map.of(Bucket.REQUEST, 1_000_000L));
        stack.catalogue().addModel("flat", "openai", "gpt-4o-mini", perRequest);
        assertThat(
                        texts(
                                stack.database(),
                                """
                                SELECT p.ppm::text FROM catalog.price p
                                WHERE model_id = 'flat'
                                  AND book_seq = (SELECT max(seq) FROM catalog.price_book)"""))
                .containsExactly("{0,0,0,0,0,0,0,0,0,0,0,0,0,1000000}");
        assertThat(stack.catalogue().baseUrls())
                .containsEntry("openai", "https://api.openai.com/v1");
    }

    @Test
    void losesNothingWhenPostgresIsKilledAndItsPidGoesToAStranger() throws Exception {
        Customer customer = stack.accounts().open("Survivor", Credits.ofTokens(3));
        Part postgres = stack.part("postgres").orElseThrow();
        postgres.kill();
        Path lock = stack.settings().home().resolve("postgres/postmaster.pid");
        List<String> lines = Files.readAllLines(lock);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(lock, lines);

        postgres.restart(LIMIT);

        assertThat(stack.accounts().balance(customer.wallet()).posted())
                .isEqualTo(Credits.ofTokens(3));
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    @Test
    void pausesAPartAndLetsItGoOn() throws Exception {
        Part redis = stack.part("redis").orElseThrow();
        redis.pause();
        try {
            assertThat(redis.plan().probe().answers()).isFalse();
        } finally {
            redis.resume();
        }
        redis.awaitReady(LIMIT);
        assertThat(redis.isAlive()).isTrue();
    }

    @Test
    void aBrokenInvariantBreaksTheProof() {
        Proof.Result holds = new Proof.Result("L1", true, "");
        Proof.Result broken = new Proof.Result("L2", false, "off by 1");
        assertThat(new Proof(List.of(holds)).holds()).isTrue();
        assertThat(new Proof(List.of(holds, broken)).holds()).isFalse();
        assertThatThrownBy(() -> new Proof(List.of())).hasMessageContaining("proved nothing");
    }

    @Test
    void leavesNeitherProcessesNorFiles() throws Exception {
        Stack second = Stack.start(Options.only(Member.REDIS));
        Path home = second.settings().home();
        Part redis = second.part("redis").orElseThrow();
        assertThat(redis.isAlive()).isTrue();
        second.close();
        assertThat(redis.isAlive()).isFalse();
        assertThat(home).doesNotExist();
    }

    private static List<String> texts(Database database, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
