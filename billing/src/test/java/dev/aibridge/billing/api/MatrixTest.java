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
        ADMIN;

        boolean isKnown() {
            return this == CUSTOMER || this == ADMIN;
        }
    }

    enum Tenant {
        OWN,
        FOREIGN,
        UNKNOWN,
        MALFORMED
    }

    @TestHTTPResource URI base;

    private Visitor visitor;
    private Wallet own;
    private Wallet foreign;
    private UUID customer;
    private UUID thing;

    @BeforeAll
    void come() throws Exception {
        visitor = new Visitor(base);
        own = visitor.books().wallet(1_000_000);
        foreign = visitor.books().wallet(1_000_000);
        customer = visitor.member(own);
        visitor.member(foreign);
        thing = thing(own);
    }

    @AfterAll
    void leave() {
        visitor.close();
    }

    /// An order of that tenant's that Stripe is not asked about, and a product, a payment, a
    /// receipt, a threshold and an endpoint of the same id.
    private UUID thing(Wallet whose) throws Exception {
        UUID id = UUID.randomUUID();
        visitor.books()
                .run(
                        "INSERT INTO billing.product (id, name, tokens, amount_minor, currency, active, position)"
                                + " VALUES (?, 'a product', 1000000, 300, 'USD', false, 99)",
                        id.toString());
        visitor.books()
                .run(
                        "INSERT INTO billing.customer_order (id, tenant_id, request_key, product_id, product_name,"
                                + " quantity, tokens, bonus, amount_minor, currency, state, review_reason, ordered_by)"
                                + " SELECT ?, ?, gen_random_uuid()::text, id, name, 1, tokens, bonus, amount_minor, currency, 'review',"
                                + " 'amount', gen_random_uuid() FROM billing.product WHERE id = ?",
                        id,
                        whose.tenant(),
                        id.toString());
        visitor.books()
                .run(
                        "INSERT INTO billing.payment (id, order_id, session_id, amount_minor, currency, credited,"
                                + " fault, seen_at) VALUES (?, ?, ?, 0, 'USD', false, 'mode', now())",
                        id.toString(),
                        id,
                        id.toString());
        visitor.books()
                .run(
                        "INSERT INTO billing.checkout (order_id, attempt, email, locale, begun_at, look_at)"
                                + " VALUES (?, 1, 'a@example.com', 'en', now(), now() + interval '1 day')",
                        id);
        alsoCalled(id, whose);
        return id;
    }

    /// Whatever else of that tenant is called by an id.
    private void alsoCalled(UUID id, Wallet whose) throws Exception {
        visitor.books()
                .ask(
                        "SELECT billing.issue_receipt(?, 'receipt', ?, NULL, 'AI Bridge', '', '')",
                        id,
                        id.toString());
        visitor.books()
                .run(
                        "INSERT INTO billing.alert_rule (id, tenant_id, kind, threshold, made_by)"
                                + " VALUES (?, ?, 'days', (SELECT count(*) + 100 FROM billing.alert_rule), ?)",
                        id,
                        whose.tenant(),
                        id);
        visitor.books()
                .run(
                        "INSERT INTO billing.webhook_endpoint (id, tenant_id, url, made_by)"
                                + " VALUES (?, ?, 'https://192.0.2.1/', ?)",
                        id,
                        whose.tenant(),
                        id);
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
        Answer answer = call(route, id(tenant), thing, token(caller));
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
        String token = visitor.tokens().customer(customer);
        call(route, own.tenant(), thing(foreign), token).assertProblem(404);
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
        boolean theirs =
                switch (route.who()) {
                    case ANYONE -> true;
                    case MEMBER -> caller == Caller.CUSTOMER && tenant == Tenant.OWN;
                    case READER, ADMIN ->
                            tenant == Tenant.OWN
                                    || (caller == Caller.ADMIN
                                            && tenant == Tenant.FOREIGN
                                            && !route.isOfThing());
                };
        return theirs ? route.status() : 404;
    }

    private Object id(Tenant tenant) {
        return switch (tenant) {
            case OWN -> own.tenant();
            case FOREIGN -> foreign.tenant();
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
