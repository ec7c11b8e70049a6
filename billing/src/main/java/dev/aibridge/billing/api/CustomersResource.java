package dev.aibridge.billing.api;

import dev.aibridge.billing.agents.Customer;
import dev.aibridge.billing.agents.Customers;
import dev.aibridge.billing.agents.HandoverLine;
import dev.aibridge.billing.statements.CustomerMonth;
import dev.aibridge.billing.statements.CustomerMonths;
import dev.aibridge.billing.statements.Page;
import dev.aibridge.billing.statements.StatementSettings;
import dev.aibridge.billing.statements.Step;
import dev.aibridge.billing.statements.Window;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What an agent may know of its customers.
@Path("/v1/tenants/{tenant}/customers")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "agent")
public class CustomersResource {

    private static final int MONTHS = 24;
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2199;

    private final Tenants tenants;
    private final Customers customers;
    private final CustomerMonths months;
    private final StatementSettings settings;

    /// Reads those customers.
    public CustomersResource(
            Tenants tenants,
            Customers customers,
            CustomerMonths months,
            StatementSettings settings) {
        this.tenants = tenants;
        this.customers = customers;
        this.months = months;
        this.settings = settings;
    }

    /// A page of them.
    @GET
    @Operation(operationId = "customers", summary = "An agent's customers, the newest first")
    public Page<Customer> all(
            @PathParam("tenant") String tenant,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before)
            throws SQLException {
        UUID agent = tenants.agentReader(tenant);
        int most = Parameters.limit(limit, settings);
        UUID cursor = before == null ? null : Parameters.id("before", before);
        return Page.of(customers.of(agent, cursor, most + 1), most, one -> one.id().toString());
    }

    /// One of them.
    @GET
    @Path("/{id}")
    @Operation(operationId = "customer", summary = "One of an agent's customers")
    public Customer one(@PathParam("tenant") String tenant, @PathParam("id") String id)
            throws SQLException {
        return customer(tenants.agentReader(tenant), id);
    }

    /// What moved between them.
    @GET
    @Path("/{id}/handovers")
    @Operation(
            operationId = "handovers",
            summary = "What was handed on to a customer and taken back, the newest first")
    public Page<HandoverLine> handovers(
            @PathParam("tenant") String tenant,
            @PathParam("id") String id,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before)
            throws SQLException {
        UUID agent = tenants.agentReader(tenant);
        UUID customer = customer(agent, id).id();
        int most = Parameters.limit(limit, settings);
        long cursor = before == null ? Long.MAX_VALUE : Parameters.whole("before", before);
        return Page.of(
                customers.handovers(agent, customer, cursor, most + 1),
                most,
                line -> Long.toString(line.txId()));
    }

    /// The statement.
    @GET
    @Path("/statement")
    @Operation(
            operationId = "agentStatement",
            summary = "Month by month: handed on, taken back, and spent by each customer",
            description =
                    "Months without any of it have no row. A customer that went to another agent is "
                            + "listed with what was handed on to it, without what it spends.")
    public Items<CustomerMonth> statement(
            @PathParam("tenant") String tenant,
            @QueryParam("from") @Parameter(description = "As in 2026-01", required = true)
                    @Nullable String from,
            @QueryParam("to") @Parameter(description = "The last month, included", required = true)
                    @Nullable String to,
            @QueryParam("zone") @DefaultValue("UTC") String zone)
            throws SQLException {
        UUID agent = tenants.agentReader(tenant);
        Window window = window(month("from", from), month("to", to), UsageQuery.zone(zone));
        List<CustomerMonth> rows = months.of(agent, window, settings.usageRows() + 1);
        if (rows.size() > settings.usageRows()) {
            throw Parameters.invalid(
                    "This has more than %d rows; ask for fewer months."
                            .formatted(settings.usageRows()));
        }
        return new Items<>(rows);
    }

    private Customer customer(UUID agent, String id) throws SQLException {
        return customers
                .one(agent, Ids.inPath(id))
                .orElseThrow(() -> new Refused(Problem.NOT_FOUND));
    }

    private static Window window(YearMonth from, YearMonth to, ZoneId zone) {
        if (to.isBefore(from) || !to.isBefore(from.plusMonths(MONTHS))) {
            throw Parameters.invalid(
                    "From `from` to `to` must be 1 to %d months.".formatted(MONTHS));
        }
        return new Window(
                from.atDay(1).atStartOfDay(zone).toInstant(),
                to.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant(),
                zone,
                Step.MONTH);
    }

    private static YearMonth month(String name, @Nullable String text) {
        try {
            if (text != null) {
                YearMonth month = YearMonth.parse(text);
                if (month.getYear() >= FIRST_YEAR && month.getYear() <= LAST_YEAR) {
                    return month;
                }
            }
        } catch (DateTimeException e) {
            // Refused below, like one that is missing or out of range.
        }
        throw Parameters.invalid("`%s` must be a month, as in 2026-01.".formatted(name));
    }
}
