package dev.aibridge.billing.api;

import dev.aibridge.billing.api.CapChanges.Ceiling;
import dev.aibridge.billing.caps.Cap;
import dev.aibridge.billing.caps.Caps.Subject;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What tenants can cap themselves at.
@Path("/v1/tenants/{tenant}/ceilings/{window}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "caps")
public class CeilingsResource {

    private final Tenants tenants;
    private final CapChanges changes;

    /// Changes them so.
    CeilingsResource(Tenants tenants, CapChanges changes) {
        this.tenants = tenants;
        this.changes = changes;
    }

    /// Bounds what a tenant can cap itself at.
    @PUT
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "boundTenant", summary = "Set the ceiling of a tenant's spending")
    public Items<Cap> boundTenant(
            @PathParam("tenant") String tenant,
            @PathParam("window") String window,
            @Nullable Ceiling ceiling)
            throws SQLException {
        return changes.set(
                new Subject(tenants.reader(tenant), null, CapChanges.window(window)), ceiling);
    }
}
