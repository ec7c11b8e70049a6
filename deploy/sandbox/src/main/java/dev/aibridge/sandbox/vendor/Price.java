package dev.aibridge.sandbox.vendor;

import dev.aibridge.sandbox.count.Usage;
import java.math.BigDecimal;

/// A vendor's list price, in nano-cents (10⁻⁹ US cent) per token.
///
/// @param input a prompt token that was not cached
/// @param cached a prompt token that was
/// @param output a completion token, reasoning included
public record Price(long input, long cached, long output) {

    private static final BigDecimal NANO_CENTS_PER_USD_PER_MILLION = new BigDecimal(100_000);
    private static final long NANO_PER_MICRO = 1_000;

    public Price {
        if (input < 0 || cached < 0 || output < 0) {
            throw new IllegalArgumentException("negative price");
        }
    }

    /// A price as vendors print it: US dollars per million tokens.
    static Price usdPerMillion(String input, String cached, String output) {
        return new Price(nanoCents(input), nanoCents(cached), nanoCents(output));
    }

    /// What a vendor charges for one request, in micro-cents (10⁻⁶ US cent), rounded half up.
    public long microCents(Usage usage) {
        long nano =
                (usage.prompt() - usage.cached()) * input
                        + usage.cached() * cached
                        + usage.completion() * output;
        return (nano + NANO_PER_MICRO / 2) / NANO_PER_MICRO;
    }

    private static long nanoCents(String usdPerMillion) {
        return new BigDecimal(usdPerMillion)
                .multiply(NANO_CENTS_PER_USD_PER_MILLION)
                .longValueExact();
    }
}
