package dev.aibridge.billing.api;

import dev.aibridge.billing.audit.Admin;
import dev.aibridge.billing.caps.Cap;
import dev.aibridge.billing.caps.CapWindow;
import dev.aibridge.billing.caps.Caps;
import dev.aibridge.billing.caps.Caps.Subject;
import dev.aibridge.billing.orders.ProductTerms;
import jakarta.enterprise.context.RequestScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Changes caps and ceilings as they were sent, of tenants and keys alike.
@RequestScoped
class CapChanges {

    private static final int REASON = 500;

    /// What a customer wants.
    public record Wish(
            @Schema(description = "Micro-tokens; null removes the cap") Optional<Long> capMicro) {}

    /// What an admin allows.
    public record Ceiling(
            @Schema(description = "Micro-tokens; null removes the ceiling")
                    Optional<Long> ceilingMicro,
            @Schema(maxLength = REASON) String reason) {}

    private final Caller caller;
    private final Caps caps;

    CapChanges(Caller caller, Caps caps) {
        this.caller = caller;
        this.caps = caps;
    }

    /// Sets a customer's own.
    Items<Cap> set(Subject subject, @Nullable Wish wish) throws SQLException {
        if (wish == null) {
            throw Parameters.invalid("The body is missing.");
        }
        return answer(subject, caps.cap(subject, amount("capMicro", wish.capMicro())));
    }

    /// Sets an admin's.
    Items<Cap> set(Subject subject, @Nullable Ceiling ceiling) throws SQLException {
        if (ceiling == null) {
            throw Parameters.invalid("The body is missing.");
        }
        Long micro = amount("ceilingMicro", ceiling.ceilingMicro());
        String reason = Parameters.text("reason", ceiling.reason(), REASON);
        UUID admin = caller.subject().orElseThrow(() -> new Refused(Problem.NOT_FOUND));
        return answer(
                subject, caps.ceiling(subject, micro, reason, new Admin(admin, caller.name())));
    }

    private Items<Cap> answer(Subject subject, Caps.Outcome outcome) throws SQLException {
        return switch (outcome) {
            case SET -> new Items<>(caps.of(subject.tenant()));
            case UNKNOWN -> throw new Refused(Problem.NOT_FOUND);
            case NO_WALLET -> throw new Refused(WalletResource.NONE);
            case ABOVE_CEILING ->
                    throw new Refused(
                            Problem.conflict(
                                    "above_ceiling", "An admin allows less in this window."));
        };
    }

    /// As an address names it.
    static CapWindow window(String text) {
        return Parameters.word("window", text, CapWindow.class);
    }

    private static @Nullable Long amount(String name, Optional<Long> micro) {
        if (micro.isPresent() && (micro.get() < 0 || micro.get() > ProductTerms.MOST)) {
            throw Parameters.invalid("`%s` must be 0 to %d.".formatted(name, ProductTerms.MOST));
        }
        return micro.orElse(null);
    }
}
