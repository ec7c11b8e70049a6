package dev.aibridge.gateway.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import jakarta.inject.Singleton;

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

    /// What a conversation's last prompt was billed.
    private record Billed(int promptBytes, long micro) {}

    /// The input part of a hold.
    ///
    /// @param tokens plain input tokens that cost as much
    /// @param micro micro-tokens: the tokens at the plain input price
    public record Estimate(long tokens, long micro) {}

    /// No conversation is known at first.
    public InputEstimates(InputEstimatesConfig config) {
        conversations =
                Caffeine.newBuilder()
                        .maximumSize(config.conversations())
                        .expireAfterWrite(config.cacheLife())
                        .build();
    }

    /// Estimates one request.
    ///
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
        Billed last = conversations.getIfPresent(conversationHash);
        int repeated = last == null ? 0 : Math.min(promptBytes, last.promptBytes());
        long tokens =
                Math.ceilDiv(promptBytes - repeated, BYTES_PER_TOKEN) + (long) images * imageTokens;
        if (last != null && price > 0) {
            tokens += Math.ceilDiv(asBilled(last, repeated), price);
        }
        return new Estimate(tokens, Math.multiplyExact(tokens, price));
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
    public void learn(long conversationHash, int promptBytes, long billedInputMicro) {
        if (promptBytes > 0) {
            conversations.put(conversationHash, new Billed(promptBytes, billedInputMicro));
        }
    }
}
