package dev.aibridge.gateway.api.anthropic;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.relay.Ask;
import dev.aibridge.gateway.routing.Channel;
import dev.aibridge.gateway.routing.ModelEntry;
import dev.aibridge.gateway.wire.AnswerReader;
import dev.aibridge.gateway.wire.AnthropicAnswerReader;
import dev.aibridge.gateway.wire.ContentReader;
import dev.aibridge.gateway.wire.Edits;
import dev.aibridge.gateway.wire.Json;
import dev.aibridge.gateway.wire.Outline;
import dev.aibridge.gateway.wire.Outline.Field;
import dev.aibridge.gateway.wire.ToolsReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A message as Anthropic's clients ask for it.
final class MessagesAsk implements Ask {

    /// The least that a model may think with (Anthropic API reference, "budget_tokens").
    private static final long LEAST_BUDGET = 1_024;

    private static final byte[] STANDARD = ascii("\"standard_only\"");
    private static final byte[] NO_THINKING = ascii("{\"type\":\"disabled\"}");

    /// The settings that the gateway acts on.
    ///
    /// @param outputLimit the client's `max_tokens`, or [Ask#NO_LIMIT]
    record Settings(String model, boolean stream, long outputLimit) {}

    private final Outline outline;
    private final Settings settings;
    private final ContentReader messages;
    private final ContentReader system;
    private final ToolsReader tools;

    MessagesAsk(
            Outline outline,
            Settings settings,
            ContentReader messages,
            ContentReader system,
            ToolsReader tools) {
        this.outline = outline;
        this.settings = settings;
        this.messages = messages;
        this.system = system;
        this.tools = tools;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.MESSAGES;
    }

    /// A vendor that does not tell for how long it cached means what was asked of it.
    @Override
    public AnswerReader.Maker dialect() {
        boolean hour = messages.hasHourMarks() || system.hasHourMarks();
        boolean other = messages.hasOtherMarks() || system.hasOtherMarks();
        Bucket writes = hour && !other ? Bucket.CACHE_WRITE_1H : Bucket.CACHE_WRITE_5M;
        return sink -> new AnthropicAnswerReader(sink, writes);
    }

    @Override
    public String model() {
        return settings.model();
    }

    @Override
    public boolean streamed() {
        return settings.stream();
    }

    @Override
    public boolean wantsUsage() {
        return true;
    }

    @Override
    public byte[] body() {
        return outline.json();
    }

    @Override
    public int messages() {
        return messages.count();
    }

    @Override
    public int textBytes() {
        return outline.json().length - messages.mediaBytes() - system.mediaBytes();
    }

    @Override
    public int images() {
        return messages.images() + system.images();
    }

    @Override
    public int choices() {
        return 1;
    }

    @Override
    public long outputLimit() {
        return settings.outputLimit();
    }

    /// The client's own session, which Claude Code sends as its user's id, or what stands before
    /// its first turn's end, which later turns repeat.
    @Override
    public long conversation(UUID key) {
        CRC32C crc = new CRC32C();
        Field metadata = outline.get("metadata");
        if (metadata != null) {
            crc.update(outline.json(), metadata.start(), metadata.end() - metadata.start());
        }
        int length = messages.firstUserEnd() - messages.start();
        crc.update(outline.json(), messages.start(), length);
        long model = settings.model().hashCode();
        return key.getLeastSignificantBits() ^ ((crc.getValue() << 32) | (model & 0xFFFFFFFFL));
    }

    @Override
    public @Nullable Refusal against(ModelEntry model) {
        return null;
    }

    @Override
    public List<String> dropped() {
        return tools.tools().stream()
                .filter(tool -> !tool.isClientRun())
                .map(tool -> "tools." + tool.type())
                .toList();
    }

    @Override
    public byte[] forVendor(
            Channel channel,
            String upstreamModel,
            long outputLimit,
            UnaryOperator<String> pseudonym) {
        Edits edits = new Edits();
        Set<String> gone = new HashSet<>();
        outline.set(edits, "model", Json.quoted(upstreamModel));
        if (outline.get("service_tier") != null) {
            outline.set(edits, "service_tier", STANDARD);
        }
        user(edits, pseudonym);
        if (tools.hasHostedOnly()) {
            gone.addAll(Set.of("tools", "tool_choice"));
        } else if (tools.hasHosted()) {
            outline.set(edits, "tools", tools.clientRunOnly(outline.json()));
        }
        if (outputLimit != NO_LIMIT) {
            limit(edits, outputLimit);
        }
        outline.remove(edits, gone);
        return edits.apply(outline.json());
    }

    private void user(Edits edits, UnaryOperator<String> pseudonym) {
        Field metadata = outline.get("metadata");
        if (metadata == null
                || !(Outline.read(outline.bytes(metadata), Map.of())
                        instanceof Outline.Result.Read(Outline inner))) {
            return;
        }
        Field user = inner.get("user_id");
        if (user != null) {
            Edits within = new Edits();
            inner.set(within, "user_id", Json.quoted(pseudonym.apply(inner.raw(user))));
            outline.set(edits, "metadata", within.apply(inner.json()));
        }
    }

    /// Thinking must stay below the limit that it counts towards.
    private void limit(Edits edits, long outputLimit) {
        outline.set(edits, "max_tokens", ascii(Long.toString(outputLimit)));
        Field thinking = outline.get("thinking");
        if (thinking == null
                || !(Outline.read(outline.bytes(thinking), Map.of())
                        instanceof Outline.Result.Read(Outline inner))) {
            return;
        }
        String budget = inner.scalar("budget_tokens");
        if (!budget.matches("\\d{1,18}") || Long.parseLong(budget) < outputLimit) {
            return;
        }
        if (outputLimit <= LEAST_BUDGET) {
            outline.set(edits, "thinking", NO_THINKING);
        } else {
            Edits within = new Edits();
            inner.set(within, "budget_tokens", ascii(Long.toString(outputLimit - 1)));
            outline.set(edits, "thinking", within.apply(inner.json()));
        }
    }
}
