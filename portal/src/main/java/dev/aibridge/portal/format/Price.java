package dev.aibridge.portal.format;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Reads and writes prices as people type them: `42.50`. Exact, or not at all.
public final class Price {

    private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}([.][0-9]{1,4})?");

    private Price() {}

    /// The currency of that ISO 4217 code, if money is counted in it.
    public static Optional<Currency> currency(String code) {
        if (!CODE.matcher(code).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Currency.getInstance(code))
                    .filter(one -> one.getDefaultFractionDigits() >= 0);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// A price in the currency's minor unit; nothing when it is no such sum.
    public static OptionalLong minor(String typed, Currency currency) {
        if (!DECIMAL.matcher(typed).matches()) {
            return OptionalLong.empty();
        }
        try {
            BigDecimal minor =
                    new BigDecimal(typed).movePointRight(currency.getDefaultFractionDigits());
            return OptionalLong.of(minor.longValueExact());
        } catch (ArithmeticException e) {
            return OptionalLong.empty(); // Parts of a cent.
        }
    }

    /// A price as it is typed.
    public static String typed(long minor, String currency) {
        int digits = currency(currency).map(Currency::getDefaultFractionDigits).orElse(0);
        return BigDecimal.valueOf(minor, digits).toPlainString();
    }
}
