package dev.aibridge.billing.api;

import dev.aibridge.billing.alerts.Delivery;
import dev.aibridge.billing.alerts.Endpoint;
import dev.aibridge.billing.alerts.Rule;
import dev.aibridge.billing.alerts.Rules;
import dev.aibridge.billing.alerts.WebhookSecrets;
import dev.aibridge.billing.alerts.Webhooks;
import dev.aibridge.billing.orders.ProductTerms;
import dev.aibridge.billing.statements.Page;
import dev.aibridge.billing.statements.StatementSettings;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a tenant is told about its money, and where.
@Path("/v1/tenants/{tenant}/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alerts")
public class AlertsResource {

    /// A wish to be told.
    ///
    /// @param threshold micro-tokens, days, or percent
    public record NewRule(
            @Schema(enumeration = {"balance", "days", "cap"}) String kind,
            @Schema(
                            minimum = "1",
                            description =
                                    "Micro-tokens for `balance`, days for `days`, percent of a"
                                            + " spend cap that are used for `cap`")
                    long threshold) {}

    /// An address to be told at.
    public record NewEndpoint(@Schema(maxLength = Endpoint.LONGEST) String url) {}

    /// An endpoint that was just added.
    ///
    /// @param secret what its requests are signed with
    public record Added(
            Endpoint endpoint, @Schema(description = "Only this answer has it") String secret) {}

    /// All that a tenant has set.
    public record Alerts(List<Rule> rules, List<Endpoint> endpoints) {}

    private final Tenants tenants;
    private final Caller caller;
    private final Rules rules;
    private final Webhooks webhooks;
    private final WebhookSecrets secrets;
    private final StatementSettings pages;

    /// Serves those rules.
    public AlertsResource(
            Tenants tenants,
            Caller caller,
            Rules rules,
            Webhooks webhooks,
            WebhookSecrets secrets,
            StatementSettings pages) {
        this.tenants = tenants;
        this.caller = caller;
        this.rules = rules;
        this.webhooks = webhooks;
        this.secrets = secrets;
        this.pages = pages;
    }

    /// What is set.
    @GET
    @Authenticated
    @Operation(operationId = "alerts", summary = "When and where the tenant is told")
    public Alerts alerts(@PathParam("tenant") String tenant) throws SQLException {
        UUID whose = tenants.reader(tenant);
        return new Alerts(rules.of(whose), rules.endpoints(whose));
    }

    /// Adds a threshold.
    @POST
    @Path("/rules")
    @Authenticated
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "addAlert", summary = "Be told once whenever a level passes it")
    @APIResponse(
            responseCode = "201",
            description = "The rule",
            content = @Content(schema = @Schema(implementation = Rule.class)))
    public Response addRule(@PathParam("tenant") String tenant, @Nullable NewRule wanted)
            throws SQLException {
        UUID whose = tenants.member(tenant);
        if (wanted == null) {
            throw Parameters.invalid("The body is missing.");
        }
        long most =
                switch (wanted.kind()) {
                    case "balance" -> ProductTerms.MOST;
                    case "days" -> Rule.MOST_DAYS;
                    case "cap" -> Rule.MOST_PERCENT;
                    default ->
                            throw Parameters.invalid("`kind` must be `balance`, `days` or `cap`.");
                };
        if (wanted.threshold() < 1 || wanted.threshold() > most) {
            throw Parameters.invalid("`threshold` must be 1 to %d.".formatted(most));
        }
        Rule rule =
                rules.add(whose, wanted.kind(), wanted.threshold(), by())
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                Problem.conflict(
                                                        "alert_exists",
                                                        "There is this one already, or as many as"
                                                                + " there may be.")));
        return Response.status(Status.CREATED).entity(rule).build();
    }

    /// Ends a threshold.
    @DELETE
    @Path("/rules/{id}")
    @Authenticated
    @Operation(operationId = "endAlert", summary = "Be told no more")
    public void endRule(@PathParam("tenant") String tenant, @PathParam("id") String id)
            throws SQLException {
        found(rules.end(tenants.member(tenant), Ids.inPath(id)));
    }

    /// Adds an endpoint.
    @POST
    @Path("/endpoints")
    @Authenticated
    @ShownOnce
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "addEndpoint", summary = "Be told by a signed webhook too")
    @APIResponse(
            responseCode = "201",
            description = "The endpoint with its secret, which nothing shows again",
            content = @Content(schema = @Schema(implementation = Added.class)))
    public Response addEndpoint(@PathParam("tenant") String tenant, @Nullable NewEndpoint wanted)
            throws SQLException {
        UUID whose = tenants.member(tenant);
        if (wanted == null) {
            throw Parameters.invalid("The body is missing.");
        }
        String url = Parameters.text("url", wanted.url(), Endpoint.LONGEST);
        if (!webhooks.isCallable(url)) {
            throw new Refused(
                    Problem.of(
                            Status.BAD_REQUEST,
                            "webhook_url",
                            "`url` must be an https address of the public internet."));
        }
        if (!secrets.arePossible()) {
            throw new Refused(
                    Problem.unavailable("webhooks_off", "Webhooks are not set up on this system."));
        }
        Endpoint endpoint =
                rules.addEndpoint(whose, url, by())
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                Problem.conflict(
                                                        "endpoint_limit",
                                                        "There are as many as there may be.")));
        return Response.status(Status.CREATED)
                .entity(new Added(endpoint, secrets.of(endpoint.id())))
                .build();
    }

    /// Ends an endpoint.
    @DELETE
    @Path("/endpoints/{id}")
    @Authenticated
    @Operation(
            operationId = "endEndpoint",
            summary = "End an endpoint and what is on its way there")
    public void endEndpoint(@PathParam("tenant") String tenant, @PathParam("id") String id)
            throws SQLException {
        found(rules.endEndpoint(tenants.member(tenant), Ids.inPath(id)));
    }

    /// Tries an endpoint.
    @POST
    @Path("/endpoints/{id}/test")
    @Authenticated
    @Operation(operationId = "testEndpoint", summary = "Send the endpoint a `test`")
    public void test(@PathParam("tenant") String tenant, @PathParam("id") String id)
            throws SQLException {
        found(rules.test(tenants.member(tenant), Ids.inPath(id)));
    }

    /// What was told.
    @GET
    @Path("/deliveries")
    @Authenticated
    @Operation(operationId = "deliveries", summary = "What the tenant was told, newest first")
    public Page<Delivery> deliveries(
            @PathParam("tenant") String tenant,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before)
            throws SQLException {
        UUID whose = tenants.reader(tenant);
        int most = Parameters.limit(limit, pages);
        UUID cursor = before == null ? null : Parameters.id("before", before);
        return Page.of(rules.deliveries(whose, cursor, most + 1), most, one -> one.id().toString());
    }

    private UUID by() {
        return caller.subject().orElseThrow(() -> new Refused(Problem.NOT_FOUND));
    }

    private static void found(boolean done) {
        if (!done) {
            throw new Refused(Problem.NOT_FOUND);
        }
    }
}
