package dev.aibridge.gateway.api.openai;

import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.relay.Ask;
import dev.aibridge.gateway.routing.Channel;
import dev.aibridge.gateway.routing.ModelEntry;
import dev.aibridge.gateway.routing.Quirks;
import dev.aibridge.gateway.wire.AnswerReader;
import dev.aibridge.gateway.wire.ChatAnswerReader;
import dev.aibridge.gateway.wire.Edits;
import dev.aibridge.gateway.wire.Json;
import dev.aibridge.gateway.wire.MessagesReader;
import dev.aibridge.gateway.wire.Outline;
import dev.aibridge.gateway.wire.Outline.Field;
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

/// A chat completion as OpenAI's clients ask for it.
final class ChatAsk implements Ask {

    private static final String[] OUTPUT_LIMITS = {"max_completion_tokens", "max_tokens"};
    private static final byte[] FALSE = ascii("false");
    private static final byte[] DEFAULT_TIER = ascii("\"default\"");
    private static final byte[] INCLUDE_USAGE = ascii("{\"include_usage\":true}");

    private final Outline outline;
    private final ChatSettings settings;
    private final MessagesReader messages;
    private final ToolsReader tools;

    ChatAsk(Outline outline, ChatSettings settings, MessagesReader messages, ToolsReader tools) {
        this.outline = outline;
        this.settings = settings;
        this.messages = messages;
        this.tools = tools;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public Endpoint endpoint() {
        return Endpoint.CHAT_COMPLETIONS;
    }

    @Override
    public AnswerReader.Maker dialect() {
        return ChatAnswerReader::new;
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
        return settings.includeUsage();
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
        return outline.json().length - messages.mediaBytes();
    }

    @Override
    public int images() {
        return messages.images();
    }

    @Override
    public int choices() {
        return settings.choices();
    }

    @Override
    public long outputLimit() {
        return settings.outputLimit();
    }

    /// The client's own cache key, or what stands before its first turn's end, which later turns
    /// repeat.
    @Override
    public long conversation(UUID key) {
        CRC32C crc = new CRC32C();
        Field cacheKey = outline.get("prompt_cache_key");
        if (cacheKey != null) {
            crc.update(outline.json(), cacheKey.start(), cacheKey.end() - cacheKey.start());
        } else {
            int length = messages.firstUserEnd() - messages.start();
            crc.update(outline.json(), messages.start(), length);
        }
        long model = settings.model().hashCode();
        return key.getLeastSignificantBits() ^ ((crc.getValue() << 32) | (model & 0xFFFFFFFFL));
    }

    @Override
    public @Nullable Refusal against(ModelEntry model) {
        if (model.traits().toolsNeedResponses() && !tools.tools().isEmpty()) {
            return Refusals.unsupportedValue(
                    "tools",
                    "this model takes tools on /v1/responses only, which is not offered yet");
        }
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
        Field store = outline.get("store");
        if (store != null && "true".equals(store.scalar())) {
            dropped.add("store");
        }
        return dropped;
    }

    @Override
    public byte[] forVendor(
            Channel channel,
            String upstreamModel,
            long outputLimit,
            UnaryOperator<String> pseudonym) {
        Quirks quirks = channel.quirks();
        Edits edits = new Edits();
        Set<String> gone = new HashSet<>();
        outline.set(edits, "model", Json.quoted(upstreamModel));
        storage(edits, gone, quirks);
        identifiers(edits, gone, quirks, pseudonym);
        usage(edits);
        hostedTools(edits, gone);
        if (outputLimit != NO_LIMIT) {
            limit(edits, quirks, ascii(Long.toString(outputLimit)));
        }
        outline.remove(edits, gone);
        return edits.apply(outline.json());
    }

    /// Nothing is kept at the vendor, and the tier is the one that is priced.
    private void storage(Edits edits, Set<String> gone, Quirks quirks) {
        if (quirks.store()) {
            outline.set(edits, "store", FALSE);
        } else {
            gone.add("store");
        }
        if (!quirks.serviceTier()) {
            gone.add("service_tier");
        } else if (outline.get("service_tier") != null) {
            outline.set(edits, "service_tier", DEFAULT_TIER);
        }
    }

    private void identifiers(
            Edits edits, Set<String> gone, Quirks quirks, UnaryOperator<String> pseudonym) {
        for (String name : ChatSettings.IDENTIFIERS) {
            Field field = outline.get(name);
            if (field == null) {
                continue;
            }
            if (quirks.endUser()) {
                outline.set(edits, name, Json.quoted(pseudonym.apply(outline.raw(field))));
            } else {
                gone.add(name);
            }
        }
    }

    /// Usage is always asked for; a client that did not ask does not see it.
    private void usage(Edits edits) {
        if (!settings.stream() || settings.includeUsage()) {
            return;
        }
        Field options = outline.get("stream_options");
        if (options == null) {
            outline.set(edits, "stream_options", INCLUDE_USAGE);
        } else {
            outline.set(edits, "stream_options", settings.streamOptionsWithUsage());
        }
    }

    private void hostedTools(Edits edits, Set<String> gone) {
        if (!tools.hasHosted()) {
            return;
        }
        if (!tools.hasHostedOnly()) {
            outline.set(edits, "tools", tools.clientRunOnly(outline.json()));
            return;
        }
        gone.add("tools");
        gone.add("tool_choice");
        gone.add("parallel_tool_calls");
    }

    private void limit(Edits edits, Quirks quirks, byte[] limit) {
        boolean set = false;
        for (String name : OUTPUT_LIMITS) {
            if (outline.get(name) != null) {
                outline.set(edits, name, limit);
                set = true;
            }
        }
        if (!set) {
            outline.set(edits, quirks.maxTokensField(), limit);
        }
    }
}
