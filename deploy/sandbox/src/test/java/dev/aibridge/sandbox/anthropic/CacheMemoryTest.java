package dev.aibridge.sandbox.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.anthropic.rules.Prompt;
import dev.aibridge.sandbox.count.Writes;
import dev.aibridge.sandbox.wire.Json;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The prompt cache: what is read, what is written, how long it is kept.
class CacheMemoryTest {

    private static final int MIN = 1_024;

    private Instant now = Instant.parse("2026-11-22T00:00:00Z");
    private final CacheMemory memory = new CacheMemory(() -> now);

    @Test
    void whatAMarkEndsIsWrittenOnceAndReadAfterwards() {
        Prompt prompt = prompt("1h", "5m", "first");
        CacheMemory.Use written = memory.use("a", prompt, MIN);
        CacheMemory.Use read = memory.use("a", prompt, MIN);

        assertThat(written.read()).isZero();
        assertThat(written.writes().oneHour()).isBetween(2_000L, 2_010L);
        assertThat(written.writes().fiveMinutes()).isBetween(1_500L, 1_520L);
        assertThat(read)
                .isEqualTo(new CacheMemory.Use((int) written.writes().total(), Writes.NONE));
    }

    @Test
    void onlyTheChangedEndIsWrittenAgain() {
        memory.use("a", prompt("1h", "5m", "first"), MIN);

        CacheMemory.Use use = memory.use("a", prompt("1h", "5m", "second"), MIN);

        assertThat(use.read()).isBetween(2_000, 2_010);
        assertThat(use.writes().oneHour()).isZero();
        assertThat(use.writes().fiveMinutes()).isPositive();
    }

    @Test
    void aPrefixIsForgottenWhenItsTimeIsOverAndReadingKeepsIt() {
        Prompt prompt = prompt("1h", "5m", "first");
        int all = (int) memory.use("a", prompt, MIN).writes().total();
        now = now.plus(Duration.ofMinutes(4));
        assertThat(memory.use("a", prompt, MIN).read()).isEqualTo(all);
        now = now.plus(Duration.ofMinutes(4));
        assertThat(memory.use("a", prompt, MIN).read()).isEqualTo(all);

        now = now.plus(Duration.ofMinutes(6));
        CacheMemory.Use hourLeft = memory.use("a", prompt, MIN);
        now = now.plus(Duration.ofMinutes(61));

        assertThat(hourLeft.read()).isBetween(2_000, 2_010);
        assertThat(hourLeft.writes().fiveMinutes()).isPositive();
        assertThat(memory.use("a", prompt, MIN).read()).isZero();
    }

    @Test
    void nobodyElseReadsItAndAShortPrefixIsNotKept() {
        Prompt prompt = prompt("5m", "5m", "first");
        memory.use("a", prompt, MIN);

        assertThat(memory.use("b", prompt, MIN).read()).isZero();
        assertThat(memory.use("a", prompt, 4_096)).isEqualTo(new CacheMemory.Use(0, Writes.NONE));
    }

    private static Prompt prompt(String systemTtl, String messageTtl, String end) {
        ObjectNode body = Json.object();
        body.putArray("system").add(block(" word".repeat(2_000), systemTtl));
        body.putArray("messages")
                .addObject()
                .put("role", "user")
                .putArray("content")
                .add(block(" more".repeat(1_500) + end, messageTtl));
        return Prompt.of(body);
    }

    private static ObjectNode block(String text, String ttl) {
        ObjectNode block = Json.object().put("type", "text").put("text", text);
        block.putObject("cache_control").put("type", "ephemeral").put("ttl", ttl);
        return block;
    }
}
