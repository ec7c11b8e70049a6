package dev.aibridge.billing.vouchers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is on a voucher: 20 random characters of Crockford's Base 32 (100 bits), which no two
/// people read differently, in groups of five.
///
/// So many bits need no salt and no slow hash: nobody tries them all.
///
/// @param text `7K3QX-0M9VA-ZD4TE-1HC8W`; never stored, never logged
/// @see <a href="https://www.crockford.com/base32.html">Base 32</a>
public record VoucherCode(String text) {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int CHARS = 20;
    private static final int GROUP = 5;
    private static final Pattern PLAIN = Pattern.compile("[" + ALPHABET + "]{" + CHARS + "}");
    private static final Pattern BETWEEN = Pattern.compile("[\\s-]+");
    private static final Pattern GROUPS = Pattern.compile("(?<=\\G.{" + GROUP + "})(?=.)");
    private static final SecureRandom RANDOM = new SecureRandom();

    /// A new one.
    static VoucherCode generate() {
        StringBuilder code = new StringBuilder(CHARS);
        for (int i = 0; i < CHARS; i++) {
            code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return ofPlain(code.toString());
    }

    /// What somebody typed: in any case, with spaces or dashes wherever, O for 0 and I or L for 1.
    /// Empty when it can be no code.
    public static Optional<VoucherCode> typed(String text) {
        String plain =
                BETWEEN.matcher(text)
                        .replaceAll("")
                        .toUpperCase(Locale.ROOT)
                        .replace('O', '0')
                        .replace('I', '1')
                        .replace('L', '1');
        return PLAIN.matcher(plain).matches() ? Optional.of(ofPlain(plain)) : Optional.empty();
    }

    private static VoucherCode ofPlain(String plain) {
        return new VoucherCode(String.join("-", GROUPS.split(plain)));
    }

    /// What may be shown later.
    String lastFour() {
        return text.substring(text.length() - 4);
    }

    /// What is stored of it: SHA-256.
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "…" + lastFour();
    }
}
