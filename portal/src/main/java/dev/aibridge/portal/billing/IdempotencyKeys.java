package dev.aibridge.portal.billing;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Gives every changing call its `Idempotency-Key`, as a string of RFC 9651: that of its form, so
/// that a form that is sent twice is one call, else a new one.
public class IdempotencyKeys implements ClientRequestFilter {

    /// The header.
    public static final String HEADER = "Idempotency-Key";

    @Override
    public void filter(ClientRequestContext call) {
        if (!call.getMethod().equals(HttpMethod.GET)) {
            call.getHeaders().putSingle(HEADER, quoted(call.getHeaderString(HEADER)));
        }
    }

    private static String quoted(@Nullable String key) {
        String text = key == null ? UUID.randomUUID().toString() : key;
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
