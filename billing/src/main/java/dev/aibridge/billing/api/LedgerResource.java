package dev.aibridge.billing.api;

import dev.aibridge.billing.statements.LedgerLine;
import dev.aibridge.billing.statements.LedgerLines;
import dev.aibridge.billing.statements.Page;
import dev.aibridge.billing.statements.StatementSettings;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// A wallet's transactions.
@Path("/v1/tenants/{tenant}/ledger")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "wallet")
public class LedgerResource {

    private final Tenants tenants;
    private final LedgerLines lines;
    private final StatementSettings settings;

    /// Reads those lines.
    public LedgerResource(Tenants tenants, LedgerLines lines, StatementSettings settings) {
        this.tenants = tenants;
        this.lines = lines;
        this.settings = settings;
    }

    /// A page of them, newest first.
    @GET
    @Authenticated
    @Operation(
            operationId = "ledger",
            summary = "The wallet's transactions, newest first, each with the balance after it")
    public Page<LedgerLine> ledger(
            @PathParam("tenant") String tenant,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before)
            throws SQLException {
        UUID whose = tenants.reader(tenant);
        long cursor = before == null ? Long.MAX_VALUE : Parameters.whole("before", before);
        return lines.of(whose, cursor, Parameters.limit(limit, settings));
    }
}
