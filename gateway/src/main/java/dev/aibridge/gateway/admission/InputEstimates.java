package dev.aibridge.gateway.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a request's input will cost, guessed before anything is counted.
///
/// The part of the prompt that this conversation sent last time goes at the rate per byte it was
/// then billed (so cached prompts count as cached) and a tenth more; the rest at three bytes a
/// token and the plain input price; images by the model's rule.
@Singleton
public final class InputEstimates {

    private static final int BYTES_PER_TOKEN = 3;
    private static final int MARGIN_DIVISOR = 10;

    private final Cache<Long, Billed> conversations;
    private final SharedConversations shared;
    private final int sharedFromBytes;

    /// The input part of a hold.
    ///
    /// @param tokens plain input tokens that cost as much
    /// @param micro micro-tokens: the tokens at the plain input price
    public record Estimate(long tokens, long micro) {}

    /// No conversation is known at first.
    public InputEstimates(InputEstimatesConfig config, SharedConversations shared) {
        this.shared = shared;
        this.sharedFromBytes = (int) config.sharedFrom().asLongValue();
        conversations =
                Caffeine.newBuilder()
                        .maximumSize(config.conversations())
                        .expireAfterWrite(config.cacheLife())
                        .build();
    }

    /// Estimates one request.
    ///
    /// @param conversationHash 0 when it belongs to none
    /// @param promptBytes bytes of the prompt's text, without images
    /// @param imageTokens what one image counts by the model's rule
    /// @throws ArithmeticException when the price does not fit 64 bits
    public Estimate estimate(
            long conversationHash,
            int promptBytes,
            int images,
            Multipliers multipliers,
            int imageTokens) {
        long price = multipliers.ppm(Bucket.INPUT);
        Billed last = last(conversationHash);
        int repeated = last == null ? 0 : Math.min(promptBytes, last.promptBytes());
        long tokens =
                Math.ceilDiv(promptBytes - repeated, BYTES_PER_TOKEN) + (long) images * imageTokens;
        if (last != null && price > 0) {
            tokens += Math.ceilDiv(asBilled(last, repeated), price);
        }
        return new Estimate(tokens, Math.multiplyExact(tokens, price));
    }

    private @Nullable Billed last(long conversationHash) {
        return conversationHash == 0 ? null : conversations.getIfPresent(conversationHash);
    }

    /// The same from an exact count: what this conversation sent last time still goes as it was
    /// billed, and the rest by its share of the tokens.
    ///
    /// @param tokens of all of the prompt's text
    /// @param imageTokens of all its images
    /// @return micro-tokens
    /// @throws ArithmeticException when the price does not fit 64 bits
    public long counted(
            long conversationHash,
            int promptBytes,
            long tokens,
            long imageTokens,
            Multipliers multipliers) {
        long price = multipliers.ppm(Bucket.INPUT);
        Billed last = last(conversationHash);
        if (last == null || promptBytes == 0 || price == 0) {
            return Math.multiplyExact(tokens + imageTokens, price);
        }
        int repeated = Math.min(promptBytes, last.promptBytes());
        long added = Math.ceilDiv(tokens * (promptBytes - repeated), promptBytes);
        long micro = Math.multiplyExact(added + imageTokens, price);
        return Math.addExact(micro, asBilled(last, repeated));
    }

    /// Asks the other gateways' memory for a conversation that is not known here. Waits at most as
    /// long as Redis may take, so only who would be refused asks.
    public Future<Void> recall(UUID tenant, long conversationHash, int promptBytes) {
        if (promptBytes < sharedFromBytes
                || conversationHash == 0
                || last(conversationHash) != null) {
            return Future.succeededFuture();
        }
        return shared.recall(tenant, conversationHash)
                .onSuccess(found -> found.ifPresent(b -> conversations.put(conversationHash, b)))
                .mapEmpty();
    }

    private static long asBilled(Billed last, int repeated) {
        long micro =
                repeated == last.promptBytes()
                        ? last.micro()
                        : Math.multiplyExact(
                                Math.ceilDiv(last.micro(), last.promptBytes()), repeated);
        return Math.addExact(micro, Math.ceilDiv(micro, MARGIN_DIVISOR));
    }

    /// Remembers what a conversation's prompt was billed.
    ///
    /// @param billedInputMicro micro-tokens of all input buckets together
    public void learn(UUID tenant, long conversationHash, int promptBytes, long billedInputMicro) {
        if (promptBytes <= 0 || conversationHash == 0) {
            return;
        }
        Billed billed = new Billed(promptBytes, billedInputMicro);
        conversations.put(conversationHash, billed);
        if (promptBytes >= sharedFromBytes) {
            shared.remember(tenant, conversationHash, billed);
        }
    }
}
