package dev.aibridge.billing.api;

import dev.aibridge.billing.statements.Filter;
import dev.aibridge.billing.statements.Grouping;
import dev.aibridge.billing.statements.StatementSettings;
import dev.aibridge.billing.statements.UsageReport;
import dev.aibridge.billing.statements.UsageRow;
import dev.aibridge.billing.statements.UsageRows;
import dev.aibridge.billing.statements.Window;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// A tenant's usage over time.
@Path("/v1/tenants/{tenant}/usage")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "usage")
public class UsageResource {

    private final Tenants tenants;
    private final UsageRows rows;
    private final StatementSettings settings;

    /// Sums those rows.
    public UsageResource(Tenants tenants, UsageRows rows, StatementSettings settings) {
        this.tenants = tenants;
        this.rows = rows;
        this.settings = settings;
    }

    /// By hours or days of a time zone.
    @GET
    @Authenticated
    @Operation(
            operationId = "usage",
            summary = "What was used, by hours or days of any time zone",
            description =
                    "Usage is summed by quarters of an hour; `from` and `to` are widened to full ones. "
                            + "Hours and days without usage have no row.")
    public UsageReport usage(@PathParam("tenant") String tenant, @BeanParam UsageQuery query)
            throws SQLException {
        UUID whose = tenants.reader(tenant);
        Window window = query.window(settings.usageDays());
        Grouping grouping = query.grouping();
        Filter filter = query.filter();
        List<UsageRow> found =
                rows.of(whose, window, grouping, filter, query.counts(), settings.usageRows() + 1);
        if (found.size() > settings.usageRows()) {
            throw Parameters.invalid(
                    "This has more than %d rows; ask for less time or larger steps."
                            .formatted(settings.usageRows()));
        }
        return UsageReport.of(window, found);
    }
}
