package dev.aibridge.sandbox.anthropic.rules;

import dev.aibridge.sandbox.wire.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// What one organisation gets from one model and must send back unchanged: signatures of thinking,
/// redacted thinking, encrypted search results. Nobody else's are taken.
///
/// @param organisation the credential that asks
/// @param model the dated name of the model
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

    /// Whether they are what this organisation got.
    public boolean isSealed(String data) {
        try {
            String whole = new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
            return whole.length() >= DIGITS && sealed(whole.substring(DIGITS)).equals(data);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private String digest(String use, String contents) {
        String all = String.join("\n", use, organisation, model, contents);
        return Digest.of(all.getBytes(StandardCharsets.UTF_8)).hex(DIGITS);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
