package dev.aibridge.gateway.api.openai;

import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.relay.Ask;
import dev.aibridge.gateway.routing.Channel;
import dev.aibridge.gateway.routing.ModelEntry;
import dev.aibridge.gateway.wire.AnswerReader;
import dev.aibridge.gateway.wire.Edits;
import dev.aibridge.gateway.wire.InputReader;
import dev.aibridge.gateway.wire.Json;
import dev.aibridge.gateway.wire.Outline;
import dev.aibridge.gateway.wire.Outline.Field;
import dev.aibridge.gateway.wire.ResponsesAnswerReader;
import dev.aibridge.gateway.wire.ToolsReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A response as OpenAI's clients ask for it.
final class ResponsesAsk implements Ask {

    private static final byte[] FALSE = ascii("false");
    private static final byte[] DEFAULT_TIER = ascii("\"default\"");

    /// The settings that the gateway acts on.
    ///
    /// @param outputLimit the client's `max_output_tokens`, or [Ask#NO_LIMIT]
    record Settings(String model, boolean stream, long outputLimit) {}

    private final Outline outline;
    private final Settings settings;
    private final InputReader input;
    private final ToolsReader tools;

    ResponsesAsk(Outline outline, Settings settings, InputReader input, ToolsReader tools) {
        this.outline = outline;
        this.settings = settings;
        this.input = input;
        this.tools = tools;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.RESPONSES;
    }

    @Override
    public AnswerReader.Maker dialect() {
        return ResponsesAnswerReader::new;
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
        return Math.max(1, input.count());
    }

    @Override
    public int textBytes() {
        return outline.json().length - input.mediaBytes();
    }

    @Override
    public int images() {
        return input.images();
    }

    @Override
    public int choices() {
        return 1;
    }

    @Override
    public long outputLimit() {
        return settings.outputLimit();
    }

    /// The client's own cache key, which Codex sends, or what stands before its first turn's end,
    /// which later turns repeat.
    @Override
    public long conversation(UUID key) {
        CRC32C crc = new CRC32C();
        Field own = outline.get("prompt_cache_key");
        Field text = outline.get("input");
        if (own != null) {
            crc.update(outline.json(), own.start(), own.end() - own.start());
        } else if (input.count() > 0) {
            crc.update(outline.json(), input.start(), input.firstUserEnd() - input.start());
        } else if (text != null) {
            crc.update(outline.json(), text.start(), text.end() - text.start());
        }
        long model = settings.model().hashCode();
        return key.getLeastSignificantBits() ^ ((crc.getValue() << 32) | (model & 0xFFFFFFFFL));
    }

    @Override
    public @Nullable Refusal against(ModelEntry model) {
        return null;
    }

    @Override
    public List<String> dropped() {
        List<String> dropped = new ArrayList<>(0);
        for (ToolsReader.Tool tool : tools.tools()) {
            if (!tool.isClientRun()) {
                dropped.add("tools." + tool.type());
            }
        }
        if (outline.scalar("store").equals("true")) {
            dropped.add("store");
        }
        return dropped;
    }

    /// Nothing is kept at the vendor, and the tier is the one that is priced.
    @Override
    public byte[] forVendor(
            Channel channel,
            String upstreamModel,
            long outputLimit,
            UnaryOperator<String> pseudonym) {
        Edits edits = new Edits();
        Set<String> gone = new HashSet<>();
        outline.set(edits, "model", Json.quoted(upstreamModel));
        outline.set(edits, "store", FALSE);
        if (outline.get("service_tier") != null) {
            outline.set(edits, "service_tier", DEFAULT_TIER);
        }
        for (String name : ChatSettings.IDENTIFIERS) {
            Field field = outline.get(name);
            if (field != null) {
                outline.set(edits, name, Json.quoted(pseudonym.apply(outline.raw(field))));
            }
        }
        if (tools.hasHostedOnly()) {
            gone.addAll(Set.of("tools", "tool_choice", "parallel_tool_calls"));
        } else if (tools.hasHosted()) {
            outline.set(edits, "tools", tools.clientRunOnly(outline.json()));
        }
        if (outputLimit != NO_LIMIT) {
            outline.set(edits, "max_output_tokens", ascii(Long.toString(outputLimit)));
        }
        outline.remove(edits, gone);
        return edits.apply(outline.json());
    }
}
