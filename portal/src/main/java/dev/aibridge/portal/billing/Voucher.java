package dev.aibridge.portal.billing;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A code that gives tokens once, without the code.
///
/// @param lastFour of its code
/// @param note what it was made for
/// @param endedAt when it was redeemed or revoked
/// @param tenant who redeemed it
public record Voucher(
        UUID id,
        State state,
        String lastFour,
        long tokensMicro,
        String note,
        Instant madeAt,
        @Nullable Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable UUID tenant) {

    /// Whether it can be redeemed, and if not, why.
    public enum State {
        @JsonProperty("open")
        OPEN,
        @JsonProperty("redeemed")
        REDEEMED,
        @JsonProperty("revoked")
        REVOKED,
        @JsonProperty("expired")
        EXPIRED
    }

    /// What an admin wants made.
    ///
    /// @param tokensMicro of each
    /// @param expiresAt `null`: never
    public record Wish(
            int count, long tokensMicro, String note, @Nullable OffsetDateTime expiresAt) {}

    /// One that was just made.
    ///
    /// @param code shown this once
    public record Made(String code, Voucher voucher) {}

    /// A code that somebody typed.
    public record Code(String code) {}

    /// What it gave.
    public record Credited(long tokensMicro) {}
}
