package dev.aibridge.billing.api;

import dev.aibridge.billing.statements.Filter;
import dev.aibridge.billing.statements.RequestLines;
import dev.aibridge.billing.statements.RequestPage;
import dev.aibridge.billing.statements.StatementSettings;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// A tenant's requests, one by one.
@Path("/v1/tenants/{tenant}/requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "usage")
public class RequestsResource {

    /// Above every id.
    private static final UUID NEWEST = new UUID(-1, -1);

    private final Tenants tenants;
    private final RequestLines lines;
    private final StatementSettings settings;

    /// Reads those lines.
    public RequestsResource(Tenants tenants, RequestLines lines, StatementSettings settings) {
        this.tenants = tenants;
        this.lines = lines;
        this.settings = settings;
    }

    /// A page of them, newest first.
    @GET
    @Authenticated
    @Operation(
            operationId = "requests",
            summary = "Requests, newest first, each with the arithmetic of its charge")
    public RequestPage requests(
            @PathParam("tenant") String tenant,
            @QueryParam("key") @Nullable String key,
            @QueryParam("model") @Nullable String model,
            @QueryParam("failed")
                    @DefaultValue("false")
                    @Parameter(description = "true for those alone that failed")
                    String failed,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before)
            throws SQLException {
        UUID whose = tenants.reader(tenant);
        Filter filter = Parameters.filter(key, model);
        UUID cursor = before == null ? NEWEST : Parameters.id("before", before);
        return lines.of(
                whose,
                filter,
                Parameters.flag("failed", failed),
                cursor,
                Parameters.limit(limit, settings));
    }
}
