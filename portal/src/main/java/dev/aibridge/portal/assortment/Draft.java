package dev.aibridge.portal.assortment;

import dev.aibridge.common.money.Credits;
import dev.aibridge.portal.billing.Product;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.format.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// A product as it stands in a form. Billing has the same bounds, and the last word.
final class Draft {

    /// As billing: ten billion tokens.
    private static final long MOST_TOKENS = 10_000_000_000L;

    /// What Stripe takes, in minor units.
    private static final long CHEAPEST = 50;

    private static final long DEAREST = 99_999_999;
    private static final int MAX_NAME = 200;
    private static final int MAX_ID = 64;
    private static final int MOST_POSITION = 1_000_000;
    private static final Pattern ID = Pattern.compile("[a-z0-9-]+");

    private Draft() {}

    /// What the fields hold before anything is typed.
    static Map<String, String> fields(Product product) {
        return Map.of(
                "name", product.name(),
                "tokens", tokens(product.tokensMicro()),
                "bonus", tokens(product.bonusMicro()),
                "price", Price.typed(product.amountMinor(), product.currency()),
                "currency", product.currency(),
                "active", Boolean.toString(product.active()),
                "position", Integer.toString(product.position()));
    }

    /// The same for a new one.
    static Map<String, String> empty() {
        return Map.of("bonus", "0", "currency", "USD", "active", "true", "position", "0");
    }

    private static String tokens(long micro) {
        return new Credits(micro).tokens().stripTrailingZeros().toPlainString();
    }

    /// A new product's id.
    static String id(Form form, AssortmentText words) {
        String id = form.line("id", MAX_ID);
        // The address of the form for a new one.
        if (!id.isEmpty() && (!ID.matcher(id).matches() || id.equals("new"))) {
            form.wrong("id", words.idWrong());
        }
        return id;
    }

    /// The product, if all its fields are right; what is wrong is noted.
    static Optional<Product> read(String id, Form form, AssortmentText words) {
        String name = form.line("name", MAX_NAME);
        long tokens = form.whole("tokens", 1, MOST_TOKENS).orElse(0);
        long bonus = form.whole("bonus", 0, MOST_TOKENS).orElse(0);
        if (bonus > tokens) {
            form.wrong("bonus", words.bonusTooMuch());
        }
        String code = form.line("currency", 3).toUpperCase(Locale.ROOT);
        Optional<Currency> currency = Price.currency(code);
        if (currency.isEmpty()) {
            form.wrong("currency", words.currencyWrong());
        }
        String price = form.line("price", MAX_ID);
        long minor = currency.map(one -> minor(form, price, one, words)).orElse(0L);
        long position = form.whole("position", 0, MOST_POSITION).orElse(0);
        return form.right()
                ? Optional.of(
                        new Product(
                                id,
                                name,
                                Math.multiplyExact(tokens, Credits.MICRO_PER_TOKEN),
                                Math.multiplyExact(bonus, Credits.MICRO_PER_TOKEN),
                                minor,
                                code,
                                form.has("active", "true"),
                                Math.toIntExact(position)))
                : Optional.empty();
    }

    private static long minor(Form form, String price, Currency currency, AssortmentText words) {
        OptionalLong minor = Price.minor(price, currency);
        String code = currency.getCurrencyCode();
        if (minor.isEmpty()) {
            int digits = currency.getDefaultFractionDigits();
            String example =
                    BigDecimal.valueOf(4250, 2).setScale(digits, RoundingMode.UP).toPlainString();
            form.wrong("price", words.priceWrong(code, example));
        } else if (minor.getAsLong() < CHEAPEST || minor.getAsLong() > DEAREST) {
            form.wrong(
                    "price",
                    words.priceBounds(Price.typed(CHEAPEST, code), Price.typed(DEAREST, code)));
        }
        return minor.orElse(0);
    }
}
