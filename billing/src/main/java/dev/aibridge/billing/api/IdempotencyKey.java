package dev.aibridge.billing.api;

import dev.aibridge.billing.orders.Wish;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The `Idempotency-Key` of a call (draft-ietf-httpapi-idempotency-key-header): the same one is the
/// same call, however often it is sent.
@RequestScoped
public class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";
    static final int LONGEST = Wish.LONGEST_KEY;

    /// A string of RFC 9651, as the draft has it, and the bare word that most clients send.
    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\"\\\\])+)\"");

    private static final Pattern BARE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\"\\\\])");

    private final HttpHeaders headers;

    /// Of a call with those headers.
    public IdempotencyKey(HttpHeaders headers) {
        this.headers = headers;
    }

    /// What it says.
    ///
    /// @throws Refused when it is missing or malformed
    public String text() {
        var given = headers.getRequestHeader(HEADER);
        if (given.isEmpty()) {
            throw new Refused(
                    Problem.of(
                            Status.BAD_REQUEST,
                            "idempotency_key_missing",
                            "A call that changes something needs the header `Idempotency-Key`."));
        }
        return Optional.ofNullable(given.size() == 1 ? parse(given.getFirst()) : null)
                .orElseThrow(
                        () ->
                                new Refused(
                                        Problem.of(
                                                Status.BAD_REQUEST,
                                                "idempotency_key_malformed",
                                                "`Idempotency-Key` must be one string of 1 to %d"
                                                                .formatted(LONGEST)
                                                        + " visible characters of ASCII.")));
    }

    static @Nullable String parse(String header) {
        String value = header.strip();
        String key;
        var quoted = QUOTED.matcher(value);
        if (quoted.matches()) {
            key = ESCAPE.matcher(quoted.group(1)).replaceAll("$1");
        } else {
            key = BARE.matcher(value).matches() ? value : "";
        }
        return key.isBlank() || key.length() > LONGEST ? null : key;
    }

    /// A refusal of a key that was used for something else.
    static Refused reused() {
        return new Refused(
                Problem.unprocessable(
                        "idempotency_key_reused",
                        "This `Idempotency-Key` was used for another call."));
    }
}
