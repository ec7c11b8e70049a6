package dev.aibridge.sandbox.vendor;

import dev.aibridge.sandbox.count.Usage;
import java.math.BigDecimal;

/// A vendor's list price, in nano-cents (10⁻⁹ US cent) per token.
///
/// @param input a prompt token that was neither read from the cache nor written to it
/// @param cached a prompt token read from the cache
/// @param write5m a prompt token written to the cache for five minutes
/// @param write1h a prompt token written to the cache for an hour
/// @param output a completion token, reasoning included
/// @param unit what is billed by the piece: a search, a second, a character, an image made
public record Price(long input, long cached, long write5m, long write1h, long output, long unit) {

    private static final BigDecimal NANO_CENTS_PER_USD = new BigDecimal("100000000000");
    private static final BigDecimal MILLION = new BigDecimal(1_000_000);
    private static final long NANO_PER_MICRO = 1_000;

    public Price {
        if (input < 0 || cached < 0 || write5m < 0 || write1h < 0 || output < 0 || unit < 0) {
            throw new IllegalArgumentException("negative price");
        }
    }

    /// A price as vendors print it: US dollars per million tokens; writing to the cache is free.
    static Price usdPerMillion(String input, String cached, String output) {
        long fresh = perToken(input, "1");
        return new Price(fresh, perToken(cached, "1"), fresh, fresh, perToken(output, "1"), 0);
    }

    /// Anthropic's prices follow from two: reading costs a tenth, writing 1.25 times and twice as
    /// much as input; a web search costs one cent.
    static Price claude(String input, String output) {
        return new Price(
                perToken(input, "1"),
                perToken(input, "0.1"),
                perToken(input, "1.25"),
                perToken(input, "2"),
                perToken(output, "1"),
                nanoCents(new BigDecimal("0.01")));
    }

    /// A price by the piece.
    static Price usdPerUnit(String usd) {
        return new Price(0, 0, 0, 0, 0, nanoCents(new BigDecimal(usd)));
    }

    /// What a vendor charges for one request, in micro-cents (10⁻⁶ US cent), rounded half up.
    public long microCents(Usage usage) {
        long nano =
                usage.fresh() * input
                        + usage.cached() * cached
                        + usage.writes().fiveMinutes() * write5m
                        + usage.writes().oneHour() * write1h
                        + usage.completion() * output
                        + usage.units() * unit;
        return (nano + NANO_PER_MICRO / 2) / NANO_PER_MICRO;
    }

    private static long perToken(String usdPerMillion, String times) {
        BigDecimal usd = new BigDecimal(usdPerMillion).multiply(new BigDecimal(times));
        return usd.multiply(NANO_CENTS_PER_USD).divide(MILLION).longValueExact();
    }

    private static long nanoCents(BigDecimal usd) {
        return usd.multiply(NANO_CENTS_PER_USD).longValueExact();
    }
}
