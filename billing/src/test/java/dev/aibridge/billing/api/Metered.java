package dev.aibridge.billing.api;

import static org.awaitility.Awaitility.await;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Ids;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.common.usage.UsageSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Requests of other days through the channel `openai`, booked as all are.
///
/// @param at when they were admitted
/// @param took how long each ran
/// @param input tokens that were not cached
record Metered(
        String model,
        Instant at,
        Duration took,
        Outcome outcome,
        UsageSource source,
        int attempts,
        long input,
        long cached,
        long output) {

    static Metered of(String model, Instant at, long input, long cached, long output) {
        return new Metered(
                model,
                at,
                Duration.ofSeconds(2),
                Outcome.COMPLETED,
                UsageSource.VENDOR,
                1,
                input,
                cached,
                output);
    }

    Metered as(Outcome other) {
        return new Metered(model, at, took, other, source, attempts, input, cached, output);
    }

    Metered lasting(Duration time) {
        return new Metered(model, at, time, outcome, source, attempts, input, cached, output);
    }

    Metered countedHere() {
        return new Metered(
                model,
                at,
                took,
                outcome,
                UsageSource.COUNTED_MISSING,
                attempts,
                input,
                cached,
                output);
    }

    Metered after(int tries) {
        return new Metered(model, at, took, outcome, source, tries, input, cached, output);
    }

    /// Has so many equal ones booked.
    void book(Books books, Wallet wallet, int times) throws Exception {
        UUID holder = books.holder();
        List<UsageEvent> events = new ArrayList<>();
        for (int i = 1; i <= times; i++) {
            events.add(event(holder, i, wallet));
        }
        books.ship(events);
        await().atMost(Counter.SOON)
                .until(
                        () ->
                                books.number(
                                                "SELECT count(*) FROM usage.event WHERE holder_id = ?",
                                                holder)
                                        == times);
    }

    private UsageEvent event(UUID holder, long seq, Wallet wallet) {
        return new UsageEvent(
                Ids.at(at.toEpochMilli()),
                holder,
                seq,
                wallet.tenant(),
                new UUID(7, 7),
                wallet.id(),
                Endpoint.CHAT_COMPLETIONS,
                model,
                "openai",
                1,
                "",
                outcome,
                source,
                Counts.NONE
                        .with(Bucket.INPUT, input)
                        .with(Bucket.CACHE_READ, cached)
                        .with(Bucket.OUTPUT, output),
                charge(),
                200,
                true,
                attempts,
                at.toEpochMilli(),
                120,
                Math.toIntExact(took.toMillis()),
                false);
    }

    /// By the first book.
    private long charge() {
        return switch (model) {
            case "gpt-4o" -> input * 1_000_000 + cached * 500_000 + output * 4_000_000;
            case "gpt-4o-mini" -> input * 60_000 + cached * 30_000 + output * 240_000;
            default -> throw new AssertionError("no price for " + model);
        };
    }
}
