package dev.aibridge.billing.api;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Why a call was refused, as RFC 9457 writes it: `application/problem+json`.
///
/// @param title of the status, in English
/// @param detail one sentence for a person
/// @param code stable, for programs
@Schema(description = "Why a call was refused (RFC 9457).")
public record Problem(
        String title,
        @Schema(examples = "404") int status,
        String detail,
        @Schema(description = "Stable, for programs.", examples = "not_found") String code) {

    /// The media type of every refusal.
    public static final String TYPE = "application/problem+json";

    /// An unknown id, a malformed one and another tenant's: nobody can tell which.
    public static final Problem NOT_FOUND =
            of(Status.NOT_FOUND, "not_found", "There is nothing at this address for you.");

    /// A call that was made, whose answer had a secret.
    public static final Problem SHOWN_ONCE =
            conflict(
                    "answer_shown_once",
                    "This call was made before. Its answer had a secret and was not kept.");

    /// A problem of that status.
    public static Problem of(Response.StatusType status, String code, String detail) {
        return new Problem(status.getReasonPhrase(), status.getStatusCode(), detail, code);
    }

    /// A field or parameter that can't be used as it was sent.
    public static Problem invalid(String detail) {
        return of(Status.BAD_REQUEST, "invalid_request", detail);
    }

    /// A call that contradicts another one.
    public static Problem unprocessable(String code, String detail) {
        return new Problem("Unprocessable Content", 422, detail, code);
    }

    /// A call that what is stored does not allow.
    public static Problem conflict(String code, String detail) {
        return of(Status.CONFLICT, code, detail);
    }

    /// Something of ours is away or busy.
    public static Problem unavailable(String code, String detail) {
        return of(Status.SERVICE_UNAVAILABLE, code, detail);
    }
}
