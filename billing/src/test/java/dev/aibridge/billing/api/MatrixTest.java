package dev.aibridge.billing.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.api.Route.Who;
import dev.aibridge.billing.api.Visitor.Answer;
import dev.aibridge.billing.books.Wallet;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every route, called by everyone with everyone's ids.
@QuarkusTest
@WithTestResource(value = House.class, scope = TestResourceScope.GLOBAL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatrixTest {

    enum Caller {
        NOBODY,
        GARBAGE,
        OTHER_AUDIENCE,
        OTHER_ISSUER,
        EXPIRED,
        WRONG_SIGNATURE,
        UNSIGNED,
        CUSTOMER,
        AGENT,
        ADMIN;

        boolean isKnown() {
            return this == CUSTOMER || this == AGENT || this == ADMIN;
        }
    }

    enum Tenant {
        OWN,
        FOREIGN,
        /// A customer of the agent.
        CLIENT,
        UNKNOWN,
        MALFORMED
    }

    @TestHTTPResource URI base;

    private Visitor visitor;
    private Wallet own;
    private Wallet foreign;
    private Wallet agency;
    private Wallet client;
    private Wallet foreignAgency;
    private UUID customer;
    private UUID agent;
    private UUID thing;
    private UUID agencysThing;

    @BeforeAll
    void come() throws Exception {
        visitor = new Visitor(base);
        own = visitor.books().wallet(1_000_000);
        foreign = visitor.books().wallet(1_000_000);
        customer = visitor.member(own);
        visitor.member(foreign);
        thing = visitor.thing(own);
        agency = agent();
        foreignAgency = agent();
        agent = visitor.member(agency);
        agencysThing = visitor.thing(agency);
        client = visitor.books().wallet(1_000_000);
        visitor.books()
                .run(
                        "UPDATE accounts.tenant SET agent_id = ? WHERE id = ?",
                        agency.tenant(),
                        client.tenant());
    }

    private Wallet agent() throws Exception {
        Wallet wallet = visitor.books().wallet(1_000_000);
        visitor.books()
                .run("UPDATE accounts.tenant SET agent = true WHERE id = ?", wallet.tenant());
        return wallet;
    }

    @AfterAll
    void leave() {
        visitor.close();
    }

    static Stream<Arguments> calls() {
        return Route.ALL.stream()
                .flatMap(
                        route ->
                                Arrays.stream(Caller.values())
                                        .flatMap(
                                                caller ->
                                                        tenants(route)
                                                                .map(
                                                                        tenant ->
                                                                                Arguments.of(
                                                                                        route,
                                                                                        caller,
                                                                                        tenant))));
    }

    private static Stream<Tenant> tenants(Route route) {
        return route.isOfTenant() ? Arrays.stream(Tenant.values()) : Stream.of(Tenant.OWN);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void everyRouteAnswersThoseItIsForAndNobodyElse(Route route, Caller caller, Tenant tenant)
            throws Exception {
        List<?> before = booked();
        Answer answer = call(route, id(route, caller, tenant), thing(route, caller), token(caller));
        int expected = expected(route, caller, tenant);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(expected);
        assertThat(answer.header("x-request-id")).isNotEmpty();
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        if (expected >= 400) {
            answer.assertProblem(expected);
            assertThat(booked()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("tenantRoutes")
    void anotherTenantLooksExactlyLikeOneThatIsNotThere(Route route) throws Exception {
        String token = visitor.tokens().customer(customer);
        Answer other = call(route, foreign.tenant(), thing, token);
        Answer none = call(route, UUID.randomUUID(), thing, token);
        assertThat(other.raw().body()).isEqualTo(none.raw().body());
        assertThat(other.raw().headers().map().keySet())
                .isEqualTo(none.raw().headers().map().keySet());
    }

    @ParameterizedTest
    @MethodSource("thingRoutes")
    void anothersOrderIsNotThereUnderOnesOwnTenantEither(Route route) throws Exception {
        Tokens tokens = visitor.tokens();
        String token =
                route.who() == Who.ADMIN
                        ? tokens.admin(UUID.randomUUID())
                        : tokens.customer(customer);
        call(route, own.tenant(), visitor.thing(foreign), token).assertProblem(404);
        call(route, own.tenant(), UUID.randomUUID(), token).assertProblem(404);
        call(route, own.tenant(), "1-1-1-1-1", token).assertProblem(404);
    }

    static Stream<Route> thingRoutes() {
        return Route.ALL.stream().filter(Route::isOfThing);
    }

    private Answer call(Route route, Object tenant, Object id, @Nullable String token)
            throws Exception {
        return visitor.call(route.method(), route.path(tenant, id), token, route.body(id));
    }

    static Stream<Route> tenantRoutes() {
        return Route.ALL.stream().filter(Route::isOfTenant);
    }

    private static int expected(Route route, Caller caller, Tenant tenant) {
        if (route.who() == Who.ANYONE) {
            return route.status();
        }
        if (!caller.isKnown()) {
            return 401;
        }
        if (route.who() == Who.ADMIN && caller != Caller.ADMIN) {
            return 403;
        }
        boolean seen =
                tenant == Tenant.OWN
                        || (caller == Caller.ADMIN
                                && !route.isOfThing()
                                && (tenant == Tenant.FOREIGN
                                        || (tenant == Tenant.CLIENT && !route.isOfAgent())));
        boolean theirs =
                switch (route.who()) {
                    case ANYONE -> true;
                    case MEMBER -> caller != Caller.ADMIN && tenant == Tenant.OWN;
                    case AGENT -> caller == Caller.AGENT && tenant == Tenant.OWN;
                    case AGENT_READER -> caller != Caller.CUSTOMER && seen;
                    case READER, ADMIN -> seen;
                };
        return theirs ? route.status() : 404;
    }

    /// What is the tenant's own: a customer's, for an agent, is the one that it may name.
    private UUID thing(Route route, Caller caller) {
        if (route.isOfAgent()) {
            return client.tenant();
        }
        return caller == Caller.AGENT && route.isOfTenant() ? agencysThing : thing;
    }

    private Object id(Route route, Caller caller, Tenant tenant) {
        boolean asAgent = caller == Caller.AGENT || (route.isOfAgent() && caller == Caller.ADMIN);
        return switch (tenant) {
            case OWN -> asAgent ? agency.tenant() : own.tenant();
            case FOREIGN -> route.isOfAgent() ? foreignAgency.tenant() : foreign.tenant();
            case CLIENT -> client.tenant();
            case UNKNOWN -> UUID.randomUUID();
            case MALFORMED -> "1-1-1-1-1";
        };
    }

    private @Nullable String token(Caller caller) {
        Tokens tokens = visitor.tokens();
        return switch (caller) {
            case NOBODY -> null;
            case GARBAGE -> "not.a.token";
            case OTHER_AUDIENCE -> tokens.otherAudience(customer);
            case OTHER_ISSUER -> tokens.otherIssuer(customer);
            case EXPIRED -> tokens.expired(customer);
            case WRONG_SIGNATURE -> tokens.wrongSignature(customer);
            case UNSIGNED -> tokens.unsigned(customer);
            case CUSTOMER -> tokens.customer(customer);
            case AGENT -> tokens.agent(agent);
            case ADMIN -> tokens.admin(UUID.randomUUID());
        };
    }

    private List<?> booked() throws Exception {
        return visitor.books()
                .rows(
                        "SELECT (SELECT count(*) FROM billing.transaction), (SELECT count(*) FROM billing.wallet),"
                                + " (SELECT count(*) FROM audit.entry)");
    }
}
