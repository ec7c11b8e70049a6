package dev.aibridge.portal.docs;

import java.util.Locale;

/// What the gateway answers when it says no: the codes that programs act on. The same as in
/// `docs/reference/errors.md`, which is made from the gateway's own code.
enum GatewayError {
    CONFLICTING_KEYS(400, Again.NO),
    INVALID_JSON(400, Again.NO),
    INVALID_TYPE(400, Again.NO),
    INVALID_VALUE(400, Again.NO),
    MALFORMED_HTTP(400, Again.NO),
    MISSING_REQUIRED_PARAMETER(400, Again.NO),
    UNSUPPORTED_VALUE(400, Again.NO),
    INVALID_API_KEY(401, Again.NO),
    INSUFFICIENT_BALANCE(402, Again.NO),
    MODEL_NOT_ALLOWED(403, Again.NO),
    MODEL_NOT_FOUND(404, Again.NO),
    UNKNOWN_URL(404, Again.NO),
    METHOD_NOT_ALLOWED(405, Again.NO),
    REQUEST_TIMEOUT(408, Again.MAYBE),
    REQUEST_TOO_LARGE(413, Again.NO),
    URI_TOO_LONG(414, Again.NO),
    UNSUPPORTED_MEDIA_TYPE(415, Again.NO),
    WEBSOCKET_NOT_SUPPORTED(426, Again.NO),
    RATE_LIMIT_EXCEEDED(429, Again.AFTER),
    TOKEN_QUOTA_EXCEEDED(429, Again.AFTER),
    WALLET_BUSY(429, Again.AFTER),
    HEADERS_TOO_LARGE(431, Again.NO),
    INTERNAL_ERROR(500, Again.MAYBE),
    UPSTREAM_ERROR(502, Again.MAYBE),
    DEPENDENCY_UNAVAILABLE(503, Again.AFTER),
    UPSTREAM_TIMEOUT(504, Again.MAYBE);

    /// Whether the same request is worth sending again.
    enum Again {
        /// It would be refused again.
        NO,
        /// After the wait that the answer names.
        AFTER,
        /// As clients do for the status.
        MAYBE
    }

    private final int status;
    private final Again again;

    GatewayError(int status, Again again) {
        this.status = status;
        this.again = again;
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// Whether to send the same request again.
    public Again again() {
        return again;
    }

    /// As programs read it: `invalid_json`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
