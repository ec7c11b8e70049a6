package dev.aibridge.billing.api;

import dev.aibridge.billing.agents.Customer;
import dev.aibridge.billing.agents.Customers;
import dev.aibridge.billing.agents.Handover;
import dev.aibridge.billing.audit.Admin;
import dev.aibridge.billing.database.Transactions;
import dev.aibridge.billing.orders.ProductTerms;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Tokens that an agent hands on and takes back.
@Path("/v1/tenants/{tenant}/customers/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "agent")
public class HandoversResource {

    private static final int REASON = 500;

    /// What an agent hands on.
    ///
    /// @param note both the agent and the customer read it
    public record Handing(
            @Schema(description = "Micro-tokens") long tokensMicro,
            @Schema(maxLength = REASON, description = "What for; the customer reads it")
                    Optional<String> note) {}

    /// What an agent takes back.
    public record TakingBack(
            @Schema(description = "Micro-tokens, of those that are unspent") long tokensMicro,
            @Schema(maxLength = REASON, description = "The customer reads it") String reason) {}

    private final Tenants tenants;
    private final Caller caller;
    private final IdempotencyKey key;
    private final Customers customers;
    private final DataSource database;

    /// Moves tokens in that database.
    public HandoversResource(
            Tenants tenants,
            Caller caller,
            IdempotencyKey key,
            Customers customers,
            DataSource database) {
        this.tenants = tenants;
        this.caller = caller;
        this.key = key;
        this.customers = customers;
        this.database = database;
    }

    /// Hands some on.
    @POST
    @Path("/handovers")
    @Operation(
            operationId = "handOver",
            summary = "Hand tokens on to a customer, of what the agent has available")
    public Customer handOver(
            @PathParam("tenant") String tenant,
            @PathParam("id") String id,
            @Nullable Handing handing)
            throws SQLException {
        Customer customer = customer(tenant, id);
        if (handing == null) {
            throw Parameters.invalid("The body is missing.");
        }
        String note =
                handing.note().map(text -> Parameters.text("note", text, REASON)).orElse(null);
        return move(tenant, customer, amount(handing.tokensMicro()), note);
    }

    /// Takes some back.
    @POST
    @Path("/take-backs")
    @Operation(
            operationId = "takeBack",
            summary = "Take back what a customer has not spent of the agent's tokens")
    public Customer takeBack(
            @PathParam("tenant") String tenant,
            @PathParam("id") String id,
            @Nullable TakingBack taking)
            throws SQLException {
        Customer customer = customer(tenant, id);
        if (taking == null) {
            throw Parameters.invalid("The body is missing.");
        }
        String reason = Parameters.text("reason", taking.reason(), REASON);
        return move(tenant, customer, -amount(taking.tokensMicro()), reason);
    }

    private Customer customer(String tenant, String id) throws SQLException {
        return customers
                .one(tenants.agent(tenant), Ids.inPath(id))
                .orElseThrow(() -> new Refused(Problem.NOT_FOUND));
    }

    private static long amount(long micro) {
        if (micro < 1 || micro > ProductTerms.MOST) {
            throw Parameters.invalid("`tokensMicro` must be 1 to %d.".formatted(ProductTerms.MOST));
        }
        return micro;
    }

    private Customer move(String tenant, Customer customer, long micro, @Nullable String reason)
            throws SQLException {
        UUID agent = Ids.inPath(tenant);
        Handover handover = new Handover(agent, customer.id(), micro, reason, key.text());
        Admin by =
                new Admin(
                        caller.subject().orElseThrow(() -> new Refused(Problem.NOT_FOUND)),
                        caller.name());
        switch (Transactions.call(database, connection -> handover.book(connection, by))) {
            case MOVED, KNOWN -> {}
            case NOT_A_CUSTOMER -> throw new Refused(Problem.NOT_FOUND);
            case AGENT_SUSPENDED ->
                    throw refused(
                            "agent_suspended", "A suspended agent can't move tokens. Ask us why.");
            case INSUFFICIENT ->
                    throw refused(
                            "insufficient",
                            micro > 0
                                    ? "You have less available than that."
                                    : "The customer has less left of your tokens than that.");
            case REQUEST_KEY_REUSED -> throw IdempotencyKey.reused();
        }
        return customer(tenant, customer.id().toString());
    }

    private static Refused refused(String code, String detail) {
        return new Refused(Problem.conflict(code, detail));
    }
}
