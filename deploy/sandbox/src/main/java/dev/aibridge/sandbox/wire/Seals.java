package dev.aibridge.sandbox.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// What one organisation gets from a vendor and must send back unchanged: signatures of thinking,
/// redacted thinking, encrypted reasoning. Nobody else's are taken.
///
/// @param organisation the credential that asks
/// @param model the dated name of the model that alone takes it back; empty for any
public record Seals(String organisation, String model) {

    /// Digits of the digest that stand before sealed contents.
    private static final int DIGITS = 64;

    /// The signature of a text of thinking.
    public String signature(String thinking) {
        String seal = digest("signature", thinking) + digest("countersign", thinking);
        return "E" + encoded(seal);
    }

    /// Whether a signature is this model's own, of that very text.
    public boolean signed(String thinking, String signature) {
        return signature(thinking).equals(signature);
    }

    /// Contents that only the vendor can read.
    public String sealed(String contents) {
        return encoded(digest("sealed", contents) + contents);
    }

    /// What stands in sealed contents.
    public Optional<String> opened(String data) {
        return isSealed(data) ? Optional.of(decoded(data).substring(DIGITS)) : Optional.empty();
    }

    /// Whether they are what this organisation got.
    public boolean isSealed(String data) {
        try {
            String whole = decoded(data);
            return whole.length() >= DIGITS && sealed(whole.substring(DIGITS)).equals(data);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private String digest(String use, String contents) {
        String all = String.join("\n", use, organisation, model, contents);
        return Digest.of(all.getBytes(StandardCharsets.UTF_8)).hex(DIGITS);
    }

    private static String decoded(String data) {
        return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
