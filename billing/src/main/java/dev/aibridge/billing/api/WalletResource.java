package dev.aibridge.billing.api;

import dev.aibridge.billing.statements.WalletStatement;
import dev.aibridge.billing.statements.Wallets;
import dev.aibridge.billing.wallet.WalletOpening;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
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
    private final Caller caller;
    private final Wallets wallets;
    private final WalletOpening opening;

    /// Reads those wallets, and opens more.
    public WalletResource(Tenants tenants, Caller caller, Wallets wallets, WalletOpening opening) {
        this.tenants = tenants;
        this.caller = caller;
        this.wallets = wallets;
        this.opening = opening;
    }

    /// Opens it, with starter tokens for a verified e-mail address.
    @PUT
    @Authenticated
    @Operation(operationId = "openWallet", summary = "Open the tenant's wallet unless it has one")
    public WalletStatement open(@PathParam("tenant") String tenant) throws SQLException {
        UUID whose = tenants.member(tenant);
        opening.open(whose, caller.isEmailVerified() ? caller.email() : Optional.empty());
        return wallets.of(whose).orElseThrow(() -> new Refused(NONE));
    }

    /// What it holds.
    @GET
    @Authenticated
    @Operation(operationId = "wallet", summary = "What the tenant's wallet holds")
    public WalletStatement wallet(@PathParam("tenant") String tenant) throws SQLException {
        return wallets.of(tenants.reader(tenant)).orElseThrow(() -> new Refused(NONE));
    }
}
