package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.faults.FaultKind;
import dev.aibridge.sandbox.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every fault, as a client sees it, as the log tells it and as the bill counts it.
class FaultTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final Set<String> PLAYED = new TreeSet<>();
    private static Sandbox sandbox;
    private static Caller caller;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.unpaced());
        caller = new Caller(sandbox);
    }

    @AfterAll
    static void everyFaultWasPlayed() {
        sandbox.close();
        assertThat(PLAYED).hasSize(FaultKind.values().length);
    }

    @AfterEach
    void disarm() {
        caller.control("DELETE", "/faults", "");
        caller.control("DELETE", "/requests", "");
    }

    @Test
    void aStatusComesWithItsBodyAndHeaders() {
        ObjectNode fault = Json.object().put("vendor", "openai").put("fault", "status");
        fault.put("code", 429).putObject("headers").put("retry-after", "7");
        fault.putObject("body").put("error", "slow down");
        caller.control("POST", "/faults", fault.toString());

        HttpResponse<String> other = caller.chat("qwen", Caller.ask("qwen-max", "x").toString());
        HttpResponse<String> first = caller.chat("openai", plain("once"));
        HttpResponse<String> second = caller.chat("openai", plain("twice"));

        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("retry-after")).contains("7");
        assertThat(first.body()).isEqualTo("{\"error\":\"slow down\"}");
        assertThat(second.statusCode()).isEqualTo(200);
        noted("once", "status", "failed", false);
    }

    @Test
    void anArmedFaultCanWaitForAMarkerAndPlayUntilCleared() {
        caller.control(
                "POST",
                "/faults",
                "{\"fault\":\"status\",\"code\":500,\"times\":-1,\"marker\":\"needle\"}");

        assertThat(caller.chat("openai", plain("hay")).statusCode()).isEqualTo(200);
        assertThat(caller.chat("openai", plain("needle 1")).statusCode()).isEqualTo(500);
        assertThat(caller.chat("openai", plain("needle 2")).statusCode()).isEqualTo(500);
        caller.control("DELETE", "/faults", "");
        assertThat(caller.chat("openai", plain("needle 3")).statusCode()).isEqualTo(200);
    }

    @Test
    void nonsenseIsNotArmed() {
        assertThat(caller.control("POST", "/faults", "{\"fault\":\"earthquake\"}").toString())
                .contains("unknown fault: earthquake");
        assertThat(caller.control("GET", "/faults", "").path("faults")).isEmpty();
    }

    @Test
    void aDelayComesBeforeTheHead() {
        long start = System.nanoTime();
        HttpResponse<String> answer = caller.chat("openai", plain(marked("delay", "ms=300")));

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(290));
        assertThat(answer.statusCode()).isEqualTo(200);
        noted("delay", "delay", "finished", true);
    }

    @Test
    void aHangingVendorIsNotedWhenTheClientHasLeft() {
        assertThatThrownBy(
                        () ->
                                caller.send(
                                        caller.request("openai", CHAT)
                                                .timeout(Duration.ofMillis(300))
                                                .POST(
                                                        BodyPublishers.ofString(
                                                                plain(marked("hang", ""))))
                                                .build()))
                .hasCauseInstanceOf(HttpTimeoutException.class);

        Awaitility.await()
                .until(
                        () ->
                                caller.onlyRequest("hang")
                                        .path("outcome")
                                        .asText()
                                        .equals("client_closed"));
        noted("hang", "hang", "client_closed", false);
    }

    @Test
    void aResetComesBeforeTheHeadOrInMidStream() {
        assertThatThrownBy(() -> caller.chat("openai", plain(marked("reset", ""))))
                .isInstanceOf(Caller.BrokenAnswer.class);
        noted("reset", "reset", "failed", false);
        caller.control("DELETE", "/requests", "");

        assertThatThrownBy(() -> caller.chat("openai", stream(marked("reset", "after_events=3"))))
                .isInstanceOf(Caller.BrokenAnswer.class);
        assertThat(caller.onlyRequest("reset").path("content_events").asInt()).isEqualTo(3);
        noted("reset", "reset", "failed", false);
    }

    @Test
    void aCutEndsTheStreamWithoutATerminal() {
        String body = caller.chat("openai", stream(marked("cut", "after_events=4"))).body();

        assertThat(contents(body)).isEqualTo(4);
        assertThat(body).doesNotContain("[DONE]").doesNotContain("\"finish_reason\":\"stop\"");
        noted("cut", "cut", "failed", false);
    }

    @Test
    void aCutBodyOrConnectionIsSeenAsBroken() {
        assertThatThrownBy(() -> caller.chat("openai", stream(marked("cut", "how=close"))))
                .isInstanceOf(Caller.BrokenAnswer.class);
        assertThatThrownBy(() -> caller.chat("openai", plain(marked("cut", ""))))
                .isInstanceOf(Caller.BrokenAnswer.class);
    }

    @Test
    void halfAnEventIsFollowedByNothing() throws IOException {
        byte[] body = untilBroken(stream(marked("half_event", "after_events=1")));
        String text = new String(body, StandardCharsets.UTF_8);

        assertThat(text).doesNotEndWith("\n\n");
        assertThat(text.lines().filter(line -> line.startsWith("data: ")).count()).isEqualTo(3);
        noted("half_event", "half_event", "failed", false);
    }

    @Test
    void garbageIsNotJson() {
        String whole = caller.chat("openai", plain(marked("garbage", ""))).body();
        caller.control("DELETE", "/requests", "");
        String stream = caller.chat("openai", stream(marked("garbage", ""))).body();

        assertThat(Json.parse(whole)).isEmpty();
        assertThat(stream).contains("data: {\"choices\": [<garbage>\n\n").contains("[DONE]");
        noted("garbage", "garbage", "failed", false);
    }

    @Test
    void aSlowDripIsTheSameAnswerByteByByte() {
        String dripped =
                caller.chat("openai", stream("[[tokens=3]][[fault:slow_drip interval_ms=1]]"))
                        .body();

        assertThat(dripped).contains("[DONE]");
        assertThat(contents(dripped)).isEqualTo(3);
        noted("slow_drip", "slow_drip", "finished", true);
    }

    @Test
    void usageCanBeMissingNegativeOrAbsurdAndTheBillIsStillTrue() {
        assertThat(usage("no_usage").isMissingNode()).isTrue();
        assertThat(usage("negative_usage").path("prompt_tokens").asLong()).isNegative();
        assertThat(usage("absurd_usage").path("total_tokens").asLong()).isGreaterThan(1L << 40);
        assertThat(caller.chat("openai", stream(marked("no_usage", ""))).body())
                .doesNotContain("prompt_tokens");
        PLAYED.add("no_usage");
        PLAYED.add("negative_usage");
        PLAYED.add("absurd_usage");
        JsonNode total = caller.bill("_usage").path("total");
        assertThat(total.path("requests").asInt()).isEqualTo(4);
        assertThat(total.path("prompt_tokens").asInt()).isBetween(40, 120);
        assertThat(total.path("completion_tokens").asInt()).isBetween(80, 320);
    }

    @Test
    void anEmptyAnswerSaysNothingAndBillsThePrompt() {
        JsonNode answer = Caller.json(caller.chat("openai", plain(marked("empty", ""))).body());

        assertThat(answer.at("/choices/0/message/content").asText()).isEmpty();
        assertThat(answer.at("/usage/completion_tokens").asInt()).isZero();
        noted("empty", "empty", "finished", true);
    }

    @Test
    void aStreamMayEndWithoutDone() {
        String body = caller.chat("openai", stream(marked("no_done", ""))).body();

        assertThat(body).contains("\"finish_reason\":\"stop\"").doesNotContain("[DONE]");
        noted("no_done", "no_done", "finished", true);
    }

    @Test
    void anErrorEventEndsTheStream() {
        String body = caller.chat("openai", stream(marked("error_event", ""))).body();

        assertThat(Caller.events(body).getLast().at("/error/type").asText())
                .isEqualTo("server_error");
        assertThat(body).doesNotContain("[DONE]");
        noted("error_event", "error_event", "failed", false);
    }

    @Test
    void aRedirectPointsElsewhere() {
        HttpResponse<String> answer =
                caller.chat("openai", plain(marked("redirect", "location=http://127.0.0.1:1/x")));

        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().firstValue("location")).contains("http://127.0.0.1:1/x");
        noted("redirect", "redirect", "failed", false);
    }

    @Test
    void gzipComesUnasked() throws IOException {
        HttpResponse<byte[]> answer = bytes(stream(marked("gzip", "")));

        assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(new String(inflated(answer.body()), StandardCharsets.UTF_8)).contains("[DONE]");
        noted("gzip", "gzip", "finished", true);
    }

    @Test
    void aGzipBombIsAThousandTimesLargerInside() throws IOException {
        HttpResponse<byte[]> answer = bytes(plain(marked("gzip_bomb", "mb=8")));

        assertThat(answer.body().length).isLessThan(100_000);
        assertThat(inflated(answer.body()).length).isGreaterThan(8 << 20);
        noted("gzip_bomb", "gzip_bomb", "failed", false);
    }

    @Test
    void anEndlessStreamIsBoundedByItsParameter() throws IOException {
        byte[] body = untilBroken(stream(marked("endless", "events=5000")));

        assertThat(contents(new String(body, StandardCharsets.UTF_8))).isGreaterThan(4_000);
        noted("endless", "endless", "failed", false);
    }

    @Test
    void aHugeEventComesInMidStream() {
        String body = caller.chat("openai", stream(marked("huge_event", "kb=2000"))).body();

        assertThat(body.lines().mapToInt(String::length).max().orElse(0)).isGreaterThan(2_000_000);
        assertThat(body).contains("[DONE]");
        noted("huge_event", "huge_event", "failed", false);
    }

    @Test
    void splitPacketsCrlfAndCommentsCarryTheSameEvents() {
        String split = caller.chat("openai", stream(marked("split", "seed=5"))).body();
        noted("split", "split", "finished", true);
        String crlf = caller.chat("openai", stream(marked("crlf", ""))).body();
        noted("crlf", "crlf", "finished", true);
        String comments = caller.chat("openai", stream(marked("comments", ""))).body();
        noted("comments", "comments", "finished", true);

        assertThat(Caller.events(split)).hasSizeGreaterThan(20);
        assertThat(split).contains("[DONE]");
        assertThat(crlf).contains("\r\n\r\ndata: [DONE]\r\n\r\n");
        assertThat(comments).contains(": keep-alive\n\n\ndata: [DONE]\n\n");
    }

    @Test
    void anOverloadedDeepSeekSaysSoInItsFinishReason() {
        ObjectNode ask = Caller.ask("deepseek-chat", marked("insufficient_resource", ""));
        JsonNode answer = Caller.json(caller.chat("deepseek", ask.toString()).body());

        assertThat(answer.at("/choices/0/finish_reason").asText())
                .isEqualTo("insufficient_system_resource");
        noted("insufficient", "insufficient_resource", "failed", false);
    }

    private static String marked(String fault, String values) {
        return "Hello [[fault:" + fault + " " + values + "]]";
    }

    private static String plain(String prompt) {
        return Caller.ask("gpt-4o", prompt).toString();
    }

    private static String stream(String prompt) {
        return Caller.ask("gpt-4o", prompt).put("stream", true).toString();
    }

    private static JsonNode usage(String fault) {
        return Caller.json(caller.chat("openai", plain(marked(fault, ""))).body()).path("usage");
    }

    private static long contents(String stream) {
        return Caller.events(stream).stream()
                .filter(event -> !event.at("/choices/0/delta/content").asText("").isEmpty())
                .count();
    }

    private static HttpResponse<byte[]> bytes(String body) {
        return caller.bytes(
                caller.request("openai", CHAT).POST(BodyPublishers.ofString(body)).build());
    }

    private static byte[] untilBroken(String body) throws IOException {
        return RawCall.post(sandbox.baseUrl(), "openai", body);
    }

    private static byte[] inflated(byte[] body) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    private static void noted(String contains, String fault, String outcome, boolean billed) {
        PLAYED.add(fault);
        Awaitility.await()
                .untilAsserted(
                        () ->
                                assertThat(caller.onlyRequest(contains).path("outcome").asText())
                                        .isEqualTo(outcome));
        assertThat(caller.onlyRequest(contains).path("fault").asText()).isEqualTo(fault);
        assertThat(caller.bill(contains).path("requests")).hasSize(billed ? 1 : 0);
    }
}
