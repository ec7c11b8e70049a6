package dev.aibridge.chaos.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.chaos.World;
import dev.aibridge.chaos.input.Connection.Answer;
import dev.aibridge.common.tenancy.ApiKey;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.stack.Options;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/// Whatever a client gets wrong: it is told so in the right envelope, nothing of ours or of its
/// prompt is in the answer, it pays nothing, no vendor hears of it, and the next good request
/// works.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class BadInputTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Words of our insides, in lower case.
    private static final List<String> INSIDES =
            List.of(
                    "exception",
                    "java.",
                    "dev.aibridge",
                    "netty",
                    "vertx",
                    "jackson",
                    "quarkus",
                    "select ",
                    "insert ",
                    "postgres",
                    "redis",
                    "sk-sandbox",
                    "127.0.0.1",
                    "/tmp/",
                    "/home/",
                    "at line",
                    "\tat ");

    private static World world;
    private static Room room;
    private static Customer good;

    @BeforeAll
    static void begin() throws Exception {
        Options small =
                Options.API
                        .withEnv("gateway", "AIBRIDGE_RELAY_MAX_BODY", "" + HttpCases.MAX_BODY)
                        .withEnv("gateway", "AIBRIDGE_RELAY_BODY_TIMEOUT", "1s");
        world = World.start(small);
        room = Room.of(world);
        good = world.customer("Good", 100_000_000);
        assertThat(send(Call.chat(room.limited().secret(), goodBody()).bytes()).status())
                .isEqualTo(200);
    }

    @AfterAll
    static void end() throws IOException {
        world.close();
    }

    @TestFactory
    @Order(1)
    Stream<DynamicTest> isRefused() {
        String key = room.rich().key().secret();
        return Stream.of(
                        JsonCases.all(key),
                        FieldCases.all(key),
                        KeyCases.all(room),
                        HttpCases.all(key))
                .flatMap(all -> all)
                .map(one -> dynamicTest(one.name(), () -> check(one)));
    }

    private static void check(Case wrong) throws Exception {
        long before = world.vendors().lastSeq();
        try (Connection connection = new Connection(world.gateway())) {
            Answer answer = connection.exchange(wrong.request());
            checkEnvelope(wrong, answer);
            checkHeaders(wrong, answer);
            checkSilence(answer);
            assertThat(world.vendors().requestsSince(before)).isEmpty();
            checkWallets();
            if (answer.keepsConnection()) {
                checkWorks(connection);
            }
        }
        try (Connection fresh = new Connection(world.gateway())) {
            checkWorks(fresh);
        }
    }

    private static void checkEnvelope(Case wrong, Answer answer) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(wrong.status());
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        JsonNode body = JSON.readTree(answer.body());
        JsonNode error = body.path("error");
        List<String> members = new ArrayList<>();
        error.fieldNames().forEachRemaining(members::add);
        assertThat(body.size()).isOne();
        assertThat(members).containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(error.path("code").asText()).as(answer.body()).isEqualTo(wrong.code());
        assertThat(error.path("type").asText()).isEqualTo(wrong.type());
        assertThat(error.path("message").asText()).isNotBlank().hasSizeLessThan(400);
        assertThat(error.path("param").isNull()).isEqualTo(wrong.param().isEmpty());
        wrong.param().ifPresent(param -> assertThat(error.path("param").asText()).isEqualTo(param));
    }

    private static void checkHeaders(Case wrong, Answer answer) {
        Map<String, String> headers = answer.headers();
        assertThat(headers.get("x-request-id"))
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        switch (wrong.status()) {
            case 408 -> assertThat(headers).doesNotContainKey("x-should-retry");
            case 429 -> {
                int seconds = Integer.parseInt(headers.getOrDefault("retry-after", "0"));
                assertThat(seconds).isBetween(1, 60);
                assertThat(Long.parseLong(headers.getOrDefault("retry-after-ms", "0")))
                        .isBetween((seconds - 1) * 1_000L + 1, seconds * 1_000L);
                assertThat(headers)
                        .containsEntry("x-should-retry", "true")
                        .containsEntry("x-ratelimit-limit", "1")
                        .containsEntry("x-ratelimit-remaining", "0")
                        .containsKey("x-ratelimit-reset");
            }
            default ->
                    assertThat(headers)
                            .containsEntry("x-should-retry", "false")
                            .doesNotContainKey("retry-after");
        }
    }

    private static void checkSilence(Answer answer) {
        String all = (answer.head() + answer.body()).toLowerCase(Locale.ROOT);
        assertThat(INSIDES).noneMatch(all::contains);
        assertThat(all)
                .doesNotContain(Call.CANARY)
                .doesNotContain("" + URI.create(world.stack().url("sandbox")).getPort());
        assertThat(room.keys())
                .extracting(key -> key.secret().toLowerCase(Locale.ROOT))
                .noneMatch(all::contains);
    }

    private static void checkWallets() throws Exception {
        for (Customer customer : room.untouched()) {
            assertThat(world.bookings(customer)).isEmpty();
        }
        assertThat(world.posted(room.rich())).isEqualTo(Room.RICH);
    }

    private static void checkWorks(Connection connection) throws IOException {
        Answer answer = connection.exchange(Call.chat(good.key().secret(), goodBody()).bytes());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(Call.CANARY);
    }

    /// A chat whose answer holds the canary, as its prompt does.
    private static String goodBody() {
        return "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":"
                + "\"call:note{\\\"word\\\":\\\""
                + Call.CANARY
                + "\\\"}\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"note\"}}]}";
    }

    private static Answer send(byte[] request) throws IOException {
        try (Connection connection = new Connection(world.gateway())) {
            return connection.exchange(request);
        }
    }

    /// What follows a good head can't be read any more, so that no answer would find its place.
    @Test
    @Order(2)
    void aChunkWithoutASizeEndsTheConnection() throws Exception {
        Call call = Call.chat(room.rich().key().secret(), goodBody());
        byte[] request = call.bytes("transfer-encoding: chunked", Call.utf8("zz\r\n{}\r\n"));
        long before = world.vendors().lastSeq();

        assertThatThrownBy(() -> send(request)).isInstanceOf(EOFException.class);

        assertThat(world.vendors().requestsSince(before)).isEmpty();
        checkWallets();
    }

    /// Everything at its limit works, as everything one past it, among the cases above, does not.
    @TestFactory
    @Order(2)
    Stream<DynamicTest> worksAtItsLimit() {
        String key = good.key().secret();
        Map<String, byte[]> requests = new HashMap<>();
        for (int size : List.of(HttpCases.MAX_BODY - 1, HttpCases.MAX_BODY)) {
            Call sized = Call.post("/v1/chat/completions", key, HttpCases.sized(size));
            requests.put("a body of " + size + " bytes", sized.bytes());
            requests.put("a chunked body of " + size + " bytes", sized.chunked());
        }
        for (int depth : List.of(63, 64)) {
            requests.put(
                    "nested " + depth + " deep", Call.chat(key, JsonCases.nested(depth)).bytes());
        }
        for (int n : List.of(127, 128)) {
            Call call = Call.chatWith(key, "n", n + ",\"max_tokens\":1");
            requests.put(n + " choices", call.bytes());
        }
        requests.put(
                "the same key twice", Call.chat(key, goodBody()).with("x-api-key: " + key).bytes());
        requests.put(
                "bearer in small letters",
                Call.chat(key, goodBody()).as("authorization: bearer " + key).bytes());
        requests.put(
                "a foreign key beside ours",
                Call.chat(key, goodBody()).with("x-api-key: sk-x").bytes());
        requests.put(
                "JSON with a charset",
                Call.chat(key, goodBody()).typed("application/json; charset=utf-8").bytes());
        return requests.entrySet().stream()
                .map(
                        request ->
                                dynamicTest(
                                        request.getKey(),
                                        () -> {
                                            Answer answer = send(request.getValue());
                                            assertThat(answer.status())
                                                    .as(answer.body())
                                                    .isEqualTo(200);
                                        }));
    }

    @Test
    @Order(3)
    void hasAtLeastSixtyCasesWithNamesOfTheirOwn() {
        assertThat(isRefused().map(DynamicTest::getDisplayName))
                .hasSizeGreaterThanOrEqualTo(60)
                .doesNotHaveDuplicates();
    }

    @Test
    @Order(4)
    void nothingOfAPromptAnAnswerOrAKeyIsKept() throws Exception {
        world.awaitBookings(good, 1);
        List<String> secrets = new ArrayList<>(List.of(Call.CANARY, good.key().secret()));
        room.keys().stream().map(ApiKey::secret).forEach(secrets::add);
        Traces traces = new Traces(world);

        assertThat(traces.of(secrets)).isEmpty();
        assertThat(traces.of(List.of(good.key().displayPrefix()))).contains("accounts.api_key");
        assertThat(traces.files())
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .contains("gateway.log", "billing.log", "postgres.log");
    }

    @Test
    @Order(5)
    void theMoneyIsStillRight() throws Exception {
        checkWallets();
        world.assertProven();
    }
}
