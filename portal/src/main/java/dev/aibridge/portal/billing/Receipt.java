package dev.aibridge.portal.billing;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.UUID;

/// A paper about money that came or went.
///
/// @param number without gaps within a year
/// @param kind `receipt`; `credit_note` for a refund; `reversal` when that refund failed after all
public record Receipt(
        UUID id, String number, String kind, Instant issuedAt, long amountMinor, String currency) {

    /// Its file, to be kept under its number.
    ///
    /// @param pdf what is in it
    public Response file(byte[] pdf) {
        String name = kind.replace('_', '-') + "-" + number + ".pdf";
        return Response.ok(pdf, "application/pdf")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + '"')
                .build();
    }
}
