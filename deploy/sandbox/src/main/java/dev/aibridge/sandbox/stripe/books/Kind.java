package dev.aibridge.sandbox.stripe.books;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The kinds of objects, with the prefix of their ids.
public enum Kind {
    SESSION("checkout.session", "cs_test_", 58),
    INTENT("payment_intent", "pi_", 24),
    CHARGE("charge", "ch_", 24),
    REFUND("refund", "re_", 24),
    DISPUTE("dispute", "dp_", 24),
    EVENT("event", "evt_", 24),
    CUSTOMER("customer", "cus_", 14),
    BALANCE("balance_transaction", "txn_", 24),
    LINE_ITEM("item", "li_", 24),
    PRICE("price", "price_", 24),
    PRODUCT("product", "prod_", 14),
    METHOD("payment_method", "pm_", 24),
    REQUEST("request", "req_", 14);

    private static final RandomGenerator RANDOM = new SecureRandom();
    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final String object;
    private final String prefix;
    private final int length;

    Kind(String object, String prefix, int length) {
        this.object = object;
        this.prefix = prefix;
        this.length = length;
    }

    /// The field `object` of its JSON.
    public String object() {
        return object;
    }

    /// A new id that nobody can guess.
    public String newId() {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < length; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    static Optional<Kind> ofId(String id) {
        return Arrays.stream(values()).filter(kind -> id.startsWith(kind.prefix)).findFirst();
    }
}
