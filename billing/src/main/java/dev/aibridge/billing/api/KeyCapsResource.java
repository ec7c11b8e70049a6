package dev.aibridge.billing.api;

import dev.aibridge.billing.api.CapChanges.Ceiling;
import dev.aibridge.billing.api.CapChanges.Wish;
import dev.aibridge.billing.caps.Cap;
import dev.aibridge.billing.caps.Caps.Subject;
import dev.aibridge.common.usage.UsageEvent;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What one key may spend in a day, a week, a month or ever, and what it can be capped at.
@Path("/v1/tenants/{tenant}/keys/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "caps")
public class KeyCapsResource {

    private final Tenants tenants;
    private final CapChanges changes;

    /// Changes them so.
    KeyCapsResource(Tenants tenants, CapChanges changes) {
        this.tenants = tenants;
        this.changes = changes;
    }

    /// Caps a key.
    @PUT
    @Path("/caps/{window}")
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
        return changes.set(new Subject(whose, key(key), CapChanges.window(window)), wish);
    }

    /// Bounds what a key can be capped at.
    @PUT
    @Path("/ceilings/{window}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "boundKey", summary = "Set the ceiling of a key's spending")
    public Items<Cap> boundKey(
            @PathParam("tenant") String tenant,
            @PathParam("id") String key,
            @PathParam("window") String window,
            @Nullable Ceiling ceiling)
            throws SQLException {
        UUID whose = tenants.reader(tenant);
        return changes.set(new Subject(whose, key(key), CapChanges.window(window)), ceiling);
    }

    /// Zeros are no key's id: they stand for all keys.
    private static UUID key(String path) {
        UUID key = Ids.inPath(path);
        if (key.equals(UsageEvent.SHARED)) {
            throw new Refused(Problem.NOT_FOUND);
        }
        return key;
    }
}
