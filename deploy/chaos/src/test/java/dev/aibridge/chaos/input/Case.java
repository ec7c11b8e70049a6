package dev.aibridge.chaos.input;

import java.util.Optional;

/// Something wrong, and the answer that is documented for it.
///
/// @param name what is wrong
/// @param request the bytes that are sent
/// @param param the field at fault; empty when none is
record Case(String name, byte[] request, int status, String code, Optional<String> param) {

    static Case of(String name, byte[] request, int status, String code) {
        return new Case(name, request, status, code, Optional.empty());
    }

    static Case of(String name, Call call, int status, String code) {
        return of(name, call.bytes(), status, code);
    }

    Case param(String field) {
        return new Case(name, request, status, code, Optional.of(field));
    }

    /// The error's type in OpenAI's words.
    String type() {
        return switch (status) {
            case 402 -> "insufficient_quota";
            case 429 -> "requests";
            default -> "invalid_request_error";
        };
    }
}
