package dev.aibridge.billing.books;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.common.usage.UsageSource;
import java.util.UUID;

/// Makes usage events. Input of [#MODEL] costs 60,000 micro-tokens a token, output 240,000, cached
/// input 30,000.
///
/// @param ownLease whether it was held in its key's own lease
/// @param charge the gateway's own rating in micro-tokens
public record Usage(
        UUID id,
        UUID holder,
        long seq,
        Wallet wallet,
        String model,
        long book,
        Outcome outcome,
        Counts counts,
        long charge,
        UUID key,
        boolean ownLease) {

    /// A model of the first book.
    public static final String MODEL = "gpt-4o-mini";

    /// The key unless another is named.
    public static final UUID KEY = new UUID(7, 7);

    /// What one token of its input costs, in micro-tokens.
    public static final long INPUT = 60_000;

    /// A completed event of so many input tokens, rated rightly.
    public static Usage of(UUID holder, long seq, Wallet wallet, long inputTokens) {
        return new Usage(
                Ids.next(),
                holder,
                seq,
                wallet,
                MODEL,
                1,
                Outcome.COMPLETED,
                Counts.NONE.with(Bucket.INPUT, inputTokens),
                inputTokens * INPUT,
                KEY,
                false);
    }

    /// The same with another outcome; the charge is 0 where nobody pays.
    public Usage as(Outcome other) {
        long due = other.payer() == Outcome.Payer.NOBODY ? 0 : charge;
        return new Usage(id, holder, seq, wallet, model, book, other, counts, due, key, ownLease);
    }

    /// The same with another model, book, counts and charge.
    public Usage priced(String model, long book, Counts counts, long charge) {
        return new Usage(
                id, holder, seq, wallet, model, book, outcome, counts, charge, key, ownLease);
    }

    /// The same under another id.
    public Usage under(UUID other) {
        return new Usage(
                other, holder, seq, wallet, model, book, outcome, counts, charge, key, ownLease);
    }

    /// The same by that key.
    ///
    /// @param own whether it was held in the key's own lease
    public Usage by(UUID other, boolean own) {
        return new Usage(id, holder, seq, wallet, model, book, outcome, counts, charge, other, own);
    }

    /// The event.
    public UsageEvent event() {
        return new UsageEvent(
                id,
                holder,
                seq,
                wallet.tenant(),
                key,
                wallet.id(),
                Endpoint.CHAT_COMPLETIONS,
                model,
                "openai",
                book,
                outcome,
                UsageSource.VENDOR,
                counts,
                charge,
                200,
                true,
                1,
                id.getMostSignificantBits() >>> 16,
                120,
                2_400,
                ownLease);
    }
}
