package dev.aibridge.billing.api;

import dev.aibridge.billing.audit.Admin;
import dev.aibridge.billing.caps.Cap;
import dev.aibridge.billing.caps.CapWindow;
import dev.aibridge.billing.caps.Caps;
import dev.aibridge.billing.caps.Caps.Subject;
import dev.aibridge.billing.orders.ProductTerms;
import dev.aibridge.common.usage.UsageEvent;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a tenant and its keys may spend in a day, a week, a month or ever.
@Path("/v1/tenants/{tenant}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "caps")
public class CapsResource {

    private static final int REASON = 500;

    /// What a customer wants.
    public record Wish(
            @Schema(description = "Micro-tokens; null removes the cap") Optional<Long> capMicro) {}

    /// What an admin allows.
    public record Ceiling(
            @Schema(description = "Micro-tokens; null removes the ceiling")
                    Optional<Long> ceilingMicro,
            @Schema(maxLength = REASON) String reason) {}

    private final Tenants tenants;
    private final Caller caller;
    private final Caps caps;

    /// Sets those caps.
    public CapsResource(Tenants tenants, Caller caller, Caps caps) {
        this.tenants = tenants;
        this.caller = caller;
        this.caps = caps;
    }

    /// All of them.
    @GET
    @Path("/caps")
    @Authenticated
    @Operation(operationId = "caps", summary = "Spend caps of a tenant and of its keys")
    public Items<Cap> caps(@PathParam("tenant") String tenant) throws SQLException {
        return new Items<>(caps.of(tenants.reader(tenant)));
    }

    /// Caps all keys together.
    @PUT
    @Path("/caps/{window}")
    @Authenticated
    @Operation(
            operationId = "capTenant",
            summary = "Cap what all keys together may spend; an admin's ceiling can't be passed")
    public Items<Cap> capTenant(
            @PathParam("tenant") String tenant,
            @PathParam("window") String window,
            @Nullable Wish wish)
            throws SQLException {
        return set(new Subject(tenants.member(tenant), null, window(window)), wish);
    }

    /// Caps a key.
    @PUT
    @Path("/keys/{id}/caps/{window}")
    @Authenticated
    @Operation(
            operationId = "capKey",
            summary = "Cap what a key may spend; an admin's ceiling can't be passed")
    public Items<Cap> capKey(
            @PathParam("tenant") String tenant,
            @PathParam("id") String key,
            @PathParam("window") String window,
            @Nullable Wish wish)
            throws SQLException {
        UUID whose = tenants.member(tenant);
        return set(new Subject(whose, key(key), window(window)), wish);
    }

    /// Bounds what a tenant can cap itself at.
    @PUT
    @Path("/ceilings/{window}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "boundTenant", summary = "Set the ceiling of a tenant's spending")
    public Items<Cap> boundTenant(
            @PathParam("tenant") String tenant,
            @PathParam("window") String window,
            @Nullable Ceiling ceiling)
            throws SQLException {
        return set(new Subject(tenants.reader(tenant), null, window(window)), ceiling);
    }

    /// Bounds what a key can be capped at.
    @PUT
    @Path("/keys/{id}/ceilings/{window}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "boundKey", summary = "Set the ceiling of a key's spending")
    public Items<Cap> boundKey(
            @PathParam("tenant") String tenant,
            @PathParam("id") String key,
            @PathParam("window") String window,
            @Nullable Ceiling ceiling)
            throws SQLException {
        UUID whose = tenants.reader(tenant);
        return set(new Subject(whose, key(key), window(window)), ceiling);
    }

    private Items<Cap> set(Subject subject, @Nullable Wish wish) throws SQLException {
        if (wish == null) {
            throw Parameters.invalid("The body is missing.");
        }
        return answer(subject, caps.cap(subject, amount("capMicro", wish.capMicro())));
    }

    private Items<Cap> set(Subject subject, @Nullable Ceiling ceiling) throws SQLException {
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

    /// Zeros are no key's id: they stand for all keys.
    private static UUID key(String path) {
        UUID key = Ids.inPath(path);
        if (key.equals(UsageEvent.SHARED)) {
            throw new Refused(Problem.NOT_FOUND);
        }
        return key;
    }

    private static CapWindow window(String text) {
        return Parameters.word("window", text, CapWindow.class);
    }

    private static @Nullable Long amount(String name, Optional<Long> micro) {
        if (micro.isPresent() && (micro.get() < 0 || micro.get() > ProductTerms.MOST)) {
            throw Parameters.invalid("`%s` must be 0 to %d.".formatted(name, ProductTerms.MOST));
        }
        return micro.orElse(null);
    }
}
