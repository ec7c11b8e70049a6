package dev.aibridge.billing.api;

import dev.aibridge.billing.database.Transactions;
import dev.aibridge.billing.orders.ProductTerms;
import dev.aibridge.billing.statements.WalletStatement;
import dev.aibridge.billing.statements.Wallets;
import dev.aibridge.billing.wallet.Credit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Tokens that an admin gives or takes back.
@Path("/v1/tenants/{tenant}/credits")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
public class CreditsResource {

    private static final int REASON = 500;

    /// What an admin asks for.
    ///
    /// @param tokensMicro negative to take back
    public record Order(
            @Schema(description = "Micro-tokens; negative to take back") long tokensMicro,
            @Schema(maxLength = REASON) String reason) {}

    private final Tenants tenants;
    private final Caller caller;
    private final IdempotencyKey key;
    private final Wallets wallets;
    private final DataSource database;

    /// Books in that database.
    public CreditsResource(
            Tenants tenants,
            Caller caller,
            IdempotencyKey key,
            Wallets wallets,
            DataSource database) {
        this.tenants = tenants;
        this.caller = caller;
        this.key = key;
        this.wallets = wallets;
        this.database = database;
    }

    /// Books one.
    @POST
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "credit",
            summary = "Give a tenant tokens, or take back what is available; never below zero")
    public WalletStatement credit(@PathParam("tenant") String tenant, @Nullable Order order)
            throws SQLException {
        UUID whose = tenants.reader(tenant);
        if (order == null) {
            throw Parameters.invalid("The body is missing.");
        }
        long micro = order.tokensMicro();
        if (micro == 0 || micro < -ProductTerms.MOST || micro > ProductTerms.MOST) {
            throw Parameters.invalid(
                    "`tokensMicro` must not be 0, and at most %d either way."
                            .formatted(ProductTerms.MOST));
        }
        Credit credit =
                new Credit(
                        whose,
                        micro,
                        Parameters.text("reason", order.reason(), REASON),
                        key.text());
        switch (book(credit)) {
            case BOOKED, KNOWN -> {}
            case NO_WALLET -> throw new Refused(WalletResource.NONE);
            case INSUFFICIENT ->
                    throw new Refused(
                            Problem.conflict(
                                    "insufficient",
                                    "The wallet has less available than that would take."));
            case KEY_REUSED -> throw IdempotencyKey.reused();
        }
        return wallets.of(whose).orElseThrow(() -> new Refused(WalletResource.NONE));
    }

    private Credit.Outcome book(Credit credit) throws SQLException {
        UUID admin = caller.subject().orElseThrow(() -> new Refused(Problem.NOT_FOUND));
        return Transactions.call(
                database, connection -> credit.book(connection, admin, caller.name()));
    }
}
