package dev.aibridge.billing.api;

import dev.aibridge.billing.statements.Balance;
import dev.aibridge.billing.statements.StatementSettings;
import dev.aibridge.billing.statements.Wallets;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The balances of many tenants, for an admin's list.
@Path("/v1/tenants/balances")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
public class BalancesResource {

    private final Wallets wallets;
    private final StatementSettings settings;

    /// Reads those wallets.
    public BalancesResource(Wallets wallets, StatementSettings settings) {
        this.wallets = wallets;
        this.settings = settings;
    }

    /// Of those tenants that have a wallet.
    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "balances",
            summary = "The balances of those of the tenants that have a wallet")
    public Items<Balance> balances(@QueryParam("ids") @DefaultValue("") String ids)
            throws SQLException {
        List<UUID> tenants =
                Arrays.stream(ids.split(",", -1)).map(id -> Parameters.id("ids", id)).toList();
        if (tenants.size() > settings.balances()) {
            throw Parameters.invalid(
                    "`ids` may name %d tenants at most.".formatted(settings.balances()));
        }
        return new Items<>(wallets.of(tenants));
    }
}
