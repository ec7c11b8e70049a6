package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.books.Race;
import dev.aibridge.billing.books.Wallet;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
class VouchersTest {

    private static final String ADMIN = "/v1/admin/vouchers";
    private static final long TOKENS = 5_000_000_000L;

    @TestHTTPResource URI base;

    private Visitor visitor;
    private Wallet wallet;
    private String admin;
    private String member;

    @BeforeEach
    void come() throws Exception {
        visitor = new Visitor(base);
        wallet = visitor.books().wallet(1_000_000);
        admin = visitor.tokens().admin(UUID.randomUUID());
        member = visitor.tokens().customer(visitor.member(wallet));
    }

    @AfterEach
    void everyInvariantHolds() throws Exception {
        assertThat(visitor.books().broken()).isEmpty();
        visitor.close();
    }

    private Answer make(String count, String tokens, String expiresAt, String key)
            throws Exception {
        return visitor.call(
                "POST",
                ADMIN,
                admin,
                """
                {"count": %s, "tokensMicro": %s, "note": "a fair", "expiresAt": %s}
                """
                        .formatted(count, tokens, expiresAt),
                key);
    }

    private JsonNode voucher() throws Exception {
        Answer made = make("1", Long.toString(TOKENS), "null", UUID.randomUUID().toString());
        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        return made.json().get("items").get(0);
    }

    private Answer redeem(Wallet whose, String token, String code) throws Exception {
        return visitor.call(
                "POST",
                "/v1/tenants/" + whose.tenant() + "/vouchers",
                token,
                "{\"code\": \"%s\"}".formatted(code));
    }

    private Answer redeem(String code) throws Exception {
        return redeem(wallet, member, code);
    }

    private long posted(Wallet whose) throws Exception {
        return visitor.books().number("SELECT posted FROM billing.wallet WHERE id = ?", whose.id());
    }

    @Test
    void aVoucherGivesItsTokensOnceHoweverOftenAndHoweverItIsTyped() throws Exception {
        String code = voucher().get("code").asText();
        assertThat(code).matches("([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}");
        Answer first = redeem(code.replace("-", " ").toLowerCase(Locale.ROOT));
        assertThat(first.status()).as(first.raw().body()).isEqualTo(200);
        assertThat(first.json().get("tokensMicro").asLong()).isEqualTo(TOKENS);
        Answer second = redeem(code.replace('0', 'o').replace('1', 'l'));
        assertThat(second.status()).isEqualTo(200);
        assertThat(posted(wallet)).isEqualTo(1_000_000 + TOKENS);
    }

    @Race
    void ofFiftyTenantsAtOnceOneGetsIt() throws Exception {
        String code = voucher().get("code").asText();
        List<Callable<Answer>> calls = new ArrayList<>();
        List<Wallet> wallets = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Wallet other = visitor.books().wallet(1_000_000);
            String token = visitor.tokens().customer(visitor.member(other));
            wallets.add(other);
            calls.add(() -> redeem(other, token, code));
        }
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> call : threads.invokeAll(calls)) {
                Answer answer = call.get();
                statuses.add(answer.status());
                assertThat(answer.status() == 200 || answer.code().equals("voucher_redeemed"))
                        .as(answer.raw().body())
                        .isTrue();
            }
        }
        assertThat(statuses).containsOnlyOnce(200);
        long sum = 0;
        for (Wallet one : wallets) {
            sum += posted(one);
        }
        assertThat(sum).isEqualTo(50 * 1_000_000 + TOKENS);
    }

    @Test
    void itsCodeIsInNoTableAndInNoList() throws Exception {
        JsonNode made = voucher();
        String code = made.get("code").asText();
        assertThat(visitor.books().rows("SELECT v::text FROM billing.voucher v").toString())
                .contains(code.substring(19))
                .doesNotContain(code, code.replace("-", ""));
        Answer list = visitor.get(ADMIN + "?limit=1", admin);
        assertThat(list.raw().body()).doesNotContain(code);
        JsonNode newest = list.json().get("items").get(0);
        assertThat(newest).isEqualTo(made.get("voucher"));
        assertThat(newest.get("state").asText()).isEqualTo("open");
        assertThat(list.json().get("next").asText()).isEqualTo(newest.get("id").asText());
    }

    @Test
    void oneThatWasRevokedGivesNothingAndOneThatWasRedeemedStays() throws Exception {
        JsonNode made = voucher();
        String path = ADMIN + "/" + made.get("voucher").get("id").asText() + "/revoke";
        assertThat(visitor.call("POST", path, admin, null).json().get("state").asText())
                .isEqualTo("revoked");
        assertThat(visitor.call("POST", path, admin, null).status()).isEqualTo(200);
        Answer refused = redeem(made.get("code").asText());
        refused.assertProblem(409);
        assertThat(refused.code()).isEqualTo("voucher_revoked");
        JsonNode second = voucher();
        redeem(second.get("code").asText());
        visitor.call(
                        "POST",
                        ADMIN + "/" + second.get("voucher").get("id").asText() + "/revoke",
                        admin,
                        null)
                .assertProblem(409);
        assertThat(posted(wallet)).isEqualTo(1_000_000 + TOKENS);
        assertThat(
                        visitor.books()
                                .rows(
                                        "SELECT action FROM audit.entry WHERE target = ? ORDER BY id",
                                        made.get("voucher").get("id").asText()))
                .containsExactly(List.of("voucher.create"), List.of("voucher.revoke"));
    }

    @Test
    void oneThatIsOverGivesNothing() throws Exception {
        JsonNode made = voucher();
        visitor.books()
                .run(
                        "UPDATE billing.voucher SET expires_at = now() WHERE id = ?",
                        UUID.fromString(made.get("voucher").get("id").asText()));
        assertThat(redeem(made.get("code").asText()).code()).isEqualTo("voucher_expired");
        assertThat(posted(wallet)).isEqualTo(1_000_000);
    }

    @Test
    void nobodyGuessesForLong() throws Exception {
        String code = voucher().get("code").asText();
        for (int i = 0; i < 10; i++) {
            assertThat(redeem("00000-00000-00000-0000" + i).code()).isEqualTo("voucher_not_found");
        }
        Answer refused = redeem(code);
        refused.assertProblem(429);
        assertThat(Long.parseLong(refused.header("retry-after"))).isBetween(3_500L, 3_600L);
        Wallet other = visitor.books().wallet(1_000_000);
        String token = visitor.tokens().customer(visitor.member(other));
        assertThat(redeem(other, token, code).status()).isEqualTo(200);
    }

    @Test
    void aFormThatIsSentTwiceMakesItsVouchersOnce() throws Exception {
        String key = UUID.randomUUID().toString();
        assertThat(make("3", "1000000", "null", key).json().get("items")).hasSize(3);
        Answer again = make("3", "1000000", "null", key);
        again.assertProblem(409);
        assertThat(again.code()).isEqualTo("answer_shown_once");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0,1000000,null", "-1,1000000,null", "501,1000000,null", "1.5,1000000,null",
                "1,999999,null", "1,-5,null", "1,10000000000000001,null", "1,1e30,null",
                "1,1000000,\"2020-01-01T00:00:00Z\"", "1,1000000,\"soon\"", "1,\"x\",null"
            })
    void whatMakesNoSenseIsMadeByNobody(String wish) throws Exception {
        String[] parts = wish.split(",", 3);
        long before = visitor.books().number("SELECT count(*) FROM billing.voucher");
        make(parts[0], parts[1], parts[2], UUID.randomUUID().toString()).assertProblem(400);
        assertThat(visitor.books().number("SELECT count(*) FROM billing.voucher"))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "<b>", "00000-00000-00000-0000U", "😀😀😀"})
    void whatCanBeNoCodeIsNoTry(String code) throws Exception {
        for (int i = 0; i < 11; i++) {
            redeem(code).assertProblem(400);
        }
    }
}
