package dev.aibridge.billing.api;

import dev.aibridge.billing.statements.KeyUsage;
import dev.aibridge.billing.statements.KeyUses;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What a tenant's keys are used for.
@Path("/v1/tenants/{tenant}/keys/usage")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "usage")
public class KeysResource {

    private final Tenants tenants;
    private final KeyUses uses;

    /// Sums those uses.
    public KeysResource(Tenants tenants, KeyUses uses) {
        this.tenants = tenants;
        this.uses = uses;
    }

    /// Each key that was used.
    @GET
    @Authenticated
    @Operation(
            operationId = "keyUsage",
            summary = "What each key was used for in the last 90 days, and when last")
    public Items<KeyUsage> usage(@PathParam("tenant") String tenant) throws SQLException {
        return new Items<>(uses.of(tenants.reader(tenant)));
    }
}
