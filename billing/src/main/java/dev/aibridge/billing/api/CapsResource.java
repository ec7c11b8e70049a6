package dev.aibridge.billing.api;

import dev.aibridge.billing.api.CapChanges.Wish;
import dev.aibridge.billing.caps.Cap;
import dev.aibridge.billing.caps.Caps;
import dev.aibridge.billing.caps.Caps.Subject;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What all of a tenant's keys together may spend in a day, a week, a month or ever.
@Path("/v1/tenants/{tenant}/caps")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "caps")
public class CapsResource {

    private final Tenants tenants;
    private final Caps caps;
    private final CapChanges changes;

    /// Shows those caps, and changes them so.
    CapsResource(Tenants tenants, Caps caps, CapChanges changes) {
        this.tenants = tenants;
        this.caps = caps;
        this.changes = changes;
    }

    /// All of them.
    @GET
    @Authenticated
    @Operation(operationId = "caps", summary = "Spend caps of a tenant and of its keys")
    public Items<Cap> caps(@PathParam("tenant") String tenant) throws SQLException {
        return new Items<>(caps.of(tenants.reader(tenant)));
    }

    /// Caps all keys together.
    @PUT
    @Path("/{window}")
    @Authenticated
    @Operation(
            operationId = "capTenant",
            summary = "Cap what all keys together may spend; an admin's ceiling can't be passed")
    public Items<Cap> capTenant(
            @PathParam("tenant") String tenant,
            @PathParam("window") String window,
            @Nullable Wish wish)
            throws SQLException {
        return changes.set(
                new Subject(tenants.member(tenant), null, CapChanges.window(window)), wish);
    }
}
