package dev.aibridge.billing.api;

import dev.aibridge.billing.statements.WalletStatement;
import dev.aibridge.billing.statements.Wallets;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// A tenant's wallet.
@Path("/v1/tenants/{tenant}/wallet")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "wallet")
public class WalletResource {

    static final Problem NONE =
            Problem.of(Status.NOT_FOUND, "wallet_not_found", "This tenant has no wallet yet.");

    private final Tenants tenants;
    private final Wallets wallets;

    /// Reads those wallets.
    public WalletResource(Tenants tenants, Wallets wallets) {
        this.tenants = tenants;
        this.wallets = wallets;
    }

    /// What it holds.
    @GET
    @Authenticated
    @Operation(operationId = "wallet", summary = "What the tenant's wallet holds")
    public WalletStatement wallet(@PathParam("tenant") String tenant) throws SQLException {
        return wallets.of(tenants.reader(tenant)).orElseThrow(() -> new Refused(NONE));
    }
}
