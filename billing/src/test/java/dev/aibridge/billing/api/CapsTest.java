package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.books.Wallet;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
class CapsTest {

    @TestHTTPResource URI base;

    private Visitor visitor;
    private Wallet wallet;
    private UUID key;
    private String admin;
    private String member;

    @BeforeEach
    void come() throws Exception {
        visitor = new Visitor(base);
        wallet = visitor.books().wallet(1_000_000);
        key = visitor.books().key(wallet);
        admin = visitor.tokens().admin(UUID.randomUUID());
        member = visitor.tokens().customer(visitor.member(wallet));
    }

    @AfterEach
    void everyInvariantHolds() throws Exception {
        assertThat(visitor.books().broken()).isEmpty();
        visitor.close();
    }

    private String tenant() {
        return "/v1/tenants/" + wallet.tenant();
    }

    private Answer cap(String path, String micro) throws Exception {
        return visitor.call("PUT", tenant() + path, member, "{\"capMicro\": %s}".formatted(micro));
    }

    private Answer ceiling(String path, String micro) throws Exception {
        return visitor.call(
                "PUT",
                tenant() + path,
                admin,
                "{\"ceilingMicro\": %s, \"reason\": \"a trial\"}".formatted(micro));
    }

    private JsonNode caps() throws Exception {
        return visitor.get(tenant() + "/caps", member).json().get("items");
    }

    @Test
    void aCapIsSetSeenChangedAndRemoved() throws Exception {
        assertThat(caps()).isEmpty();
        assertThat(cap("/keys/" + key + "/caps/day", "5000000").status()).isEqualTo(200);
        cap("/caps/total", "0");
        JsonNode total = caps().get(0);
        assertThat(total.get("keyId").isNull()).isTrue();
        assertThat(total.get("window").asText()).isEqualTo("total");
        assertThat(total.get("endsAt").isNull()).isTrue();
        JsonNode day = caps().get(1);
        assertThat(day.get("keyId").asText()).isEqualTo(key.toString());
        assertThat(day.get("capMicro").asLong()).isEqualTo(5_000_000);
        assertThat(day.get("boundMicro").asLong()).isEqualTo(5_000_000);
        assertThat(day.get("ceilingMicro").isNull()).isTrue();
        assertThat(day.get("usedMicro").asLong()).isZero();
        assertThat(day.get("endsAt").asText()).endsWith("T00:00:00Z");
        cap("/keys/" + key + "/caps/day", "7000000");
        assertThat(caps().get(1).get("capMicro").asLong()).isEqualTo(7_000_000);
        cap("/keys/" + key + "/caps/day", "null");
        assertThat(caps()).hasSize(1);
    }

    @Test
    void aCeilingBindsIsWrittenDownAndCannotBePassed() throws Exception {
        cap("/caps/month", "9000000");
        assertThat(ceiling("/ceilings/month", "5000000").status()).isEqualTo(200);
        assertThat(caps().get(0).get("boundMicro").asLong()).isEqualTo(5_000_000);
        Answer refused = cap("/caps/month", "5000001");
        refused.assertProblem(409);
        assertThat(refused.code()).isEqualTo("above_ceiling");
        assertThat(cap("/caps/month", "5000000").status()).isEqualTo(200);
        cap("/caps/month", "null");
        assertThat(caps().get(0).get("boundMicro").asLong()).isEqualTo(5_000_000);
        ceiling("/ceilings/month", "null");
        assertThat(caps()).isEmpty();
        ceiling("/keys/" + key + "/ceilings/week", "1");
        assertThat(
                        visitor.books()
                                .rows(
                                        "SELECT action, target, reason, detail->>'beforeMicro',"
                                                + " detail->>'ceilingMicro' FROM audit.entry"
                                                + " WHERE tenant_id = ? ORDER BY id",
                                        wallet.tenant()))
                .extracting(row -> row.get(1), row -> row.get(3) + ">" + row.get(4))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                wallet.tenant().toString(), "null>5000000"),
                        org.assertj.core.groups.Tuple.tuple(
                                wallet.tenant().toString(), "5000000>null"),
                        org.assertj.core.groups.Tuple.tuple(key.toString(), "null>1"));
    }

    @Test
    void gatewaysAreTold() throws Exception {
        cap("/keys/" + key + "/caps/day", "1");
        assertThat(
                        visitor.books()
                                .rows(
                                        "SELECT capped FROM billing.wallet WHERE id = ?",
                                        wallet.id()))
                .containsExactly(List.of(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "10000000000000001", "1.5", "\"x\"", "1e30", "true", "[]"})
    void whatMakesNoSenseIsSetByNobody(String micro) throws Exception {
        cap("/caps/day", micro).assertProblem(400);
        ceiling("/ceilings/day", micro).assertProblem(400);
        assertThat(caps()).isEmpty();
    }

    @Test
    void windowsAndKeysThatAreNoneAreRefused() throws Exception {
        cap("/caps/year", "1").assertProblem(400);
        cap("/caps/DAY", "1").assertProblem(400);
        cap("/keys/" + UUID.randomUUID() + "/caps/day", "1").assertProblem(404);
        cap("/keys/" + new UUID(0, 0) + "/caps/day", "1").assertProblem(404);
        UUID foreign = visitor.books().key(visitor.books().wallet(1));
        cap("/keys/" + foreign + "/caps/day", "1").assertProblem(404);
        assertThat(caps()).isEmpty();
    }
}
