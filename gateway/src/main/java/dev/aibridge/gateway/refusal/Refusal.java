package dev.aibridge.gateway.refusal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A "no": what the client is told, before an envelope of its dialect is put around it.
///
/// @param status HTTP status, 400–599
/// @param type the kind of error in OpenAI's words, such as `invalid_request_error`
/// @param code what programs act on, such as `model_not_found`; never translated
/// @param message one sentence for people; holds nothing of a prompt, a key, a host or our insides
/// @param param the request's field at fault
/// @param retry whether and when to try again
public record Refusal(
        int status, String type, String code, String message, @Nullable String param, Retry retry) {

    /// Whether a client should send the same request again.
    public sealed interface Retry {

        /// Says nothing: clients follow their own rule for the status.
        record Unsaid() implements Retry {}

        /// The same request will be refused again: `x-should-retry: false`.
        record Never() implements Retry {}

        /// Worth trying after a while: `Retry-After`, and `x-should-retry: true` up to a minute.
        record After(Duration delay) implements Retry {}
    }

    /// Refuses a status that is not an error's.
    public Refusal {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("not a refusal: " + status);
        }
    }

    /// The same under another status, type and code.
    Refusal with(int newStatus, String newType, String newCode) {
        return new Refusal(newStatus, newType, newCode, message, param, retry);
    }

    /// The same with another word on trying again.
    Refusal with(Retry newRetry) {
        return new Refusal(status, type, code, message, param, newRetry);
    }
}
