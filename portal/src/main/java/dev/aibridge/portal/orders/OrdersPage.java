package dev.aibridge.portal.orders;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Order;
import dev.aibridge.portal.billing.Page;
import dev.aibridge.portal.billing.Receipt;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// My Orders: what was bought, and what became of it.
@Path("/")
@Authenticated
@Produces(Portal.HTML)
public class OrdersPage {

    private static final Logger LOG = Logger.getLogger(OrdersPage.class);
    private static final int ORDERS = 20;
    private static final int OFTEN_AT_FIRST = 6;

    /// The list.
    ///
    /// @param orders absent while billing is away
    /// @param newest whether these are the newest
    record Orders(Optional<Page<Order>> orders, boolean newest) implements TemplateInstance {}

    /// One of them.
    ///
    /// @param faults why it is in review
    /// @param news why it was not paid just now
    record Detail(Order order, List<String> faults, @Nullable News news)
            implements TemplateInstance {}

    /// Back from Stripe's page.
    ///
    /// @param order absent while billing is away
    /// @param next the number of the next look; 0 when it rests
    /// @param pause seconds until then
    record Done(UUID id, Optional<Order> order, int next, int pause) implements TemplateInstance {}

    /// Left Stripe's page without paying.
    record Cancelled(Order order) implements TemplateInstance {}

    /// Billing did not answer: what was asked can be sent again.
    record Unsure(String action) implements TemplateInstance {}

    private final Billing billing;
    private final Checkout checkout;
    private final Visitor visitor;
    private final int checks;

    OrdersPage(Billing billing, Checkout checkout, Visitor visitor, PortalConfig config) {
        this.billing = billing;
        this.checkout = checkout;
        this.visitor = visitor;
        this.checks = config.paymentChecks();
    }

    /// All orders, newest first.
    @GET
    @Path("orders")
    public TemplateInstance orders(@QueryParam("before") @Nullable String before) {
        return new Orders(
                billing.tryAsk(api -> api.orders(tenant(), ORDERS, before)), before == null);
    }

    /// One order.
    @GET
    @Path("orders/{id}")
    public TemplateInstance order(UUID id) {
        return detail(find(id), null);
    }

    /// One of its receipts, as a file.
    @GET
    @Path("orders/{id}/receipts/{receipt}")
    @Produces("application/pdf")
    public Response receipt(UUID id, UUID receipt) {
        Receipt paper = find(id).receipt(receipt);
        return paper.file(billing.ask(api -> api.receipt(tenant(), receipt)));
    }

    /// Back from Stripe: asks whether the money is there, again and again for a while.
    ///
    /// @param check how many looks there were before this one
    @GET
    @Path("orders/{id}/done")
    public TemplateInstance done(UUID id, @QueryParam("check") @DefaultValue("0") int check) {
        Optional<Order> order = billing.tryAsk(api -> api.confirm(tenant(), id));
        boolean over = order.filter(OrdersPage::isSettled).isPresent() || check >= checks;
        int next = over ? 0 : Math.max(0, check) + 1;
        return new Done(id, order, next, next <= OFTEN_AT_FIRST ? 2 : 5);
    }

    private static boolean isSettled(Order order) {
        return switch (order.state()) {
            case CREDITED, REVIEW -> true;
            case AWAITING_PAYMENT -> order.pendingSince() != null;
            case ABANDONED, PAID -> false;
        };
    }

    /// Back from Stripe without having paid.
    @GET
    @Path("orders/{id}/cancelled")
    public Response cancelled(UUID id) {
        Order order = find(id);
        return switch (order.state()) {
            case AWAITING_PAYMENT, ABANDONED -> Response.ok(new Cancelled(order)).build();
            case PAID, CREDITED, REVIEW -> toOrder(id);
        };
    }

    /// Leads to Stripe's page again.
    @POST
    @Path("orders/{id}/checkout")
    public Response checkout(UUID id) {
        try {
            String language = visitor.language().tag();
            return checkout.lead(billing.ask(api -> api.checkout(tenant(), id, language)));
        } catch (BillingAway e) {
            return unsure(e, "/orders/" + id + "/checkout");
        } catch (BillingRefused e) {
            if (Checkout.isTooMany(e)) {
                News news = News.tooMany(words(), e);
                return Response.status(news.status()).entity(detail(find(id), news)).build();
            }
            throw e;
        }
    }

    /// Gives an order up.
    @POST
    @Path("orders/{id}/cancel")
    public Response cancel(UUID id) {
        try {
            billing.ask(api -> api.cancel(tenant(), id));
            return toOrder(id);
        } catch (BillingAway e) {
            return unsure(e, "/orders/" + id + "/cancel");
        }
    }

    private static Response toOrder(UUID id) {
        return Response.seeOther(URI.create("/orders/" + id)).build();
    }

    private static Response unsure(BillingAway e, String action) {
        LOG.warnf("%s may or may not have happened: %s", action, e.getMessage());
        return Response.status(503).entity(new Unsure(action)).build();
    }

    private Order find(UUID id) {
        return billing.ask(api -> api.order(tenant(), id));
    }

    private Detail detail(Order order, @Nullable News news) {
        String reason = order.reviewReason();
        List<String> faults =
                reason == null
                        ? List.of()
                        : List.of(reason.split(", ", -1)).stream().map(this::fault).toList();
        return new Detail(order, faults, news);
    }

    private String fault(String code) {
        OrdersText words = words();
        return switch (code) {
            case "amount" -> words.faultAmount();
            case "currency" -> words.faultCurrency();
            case "mode" -> words.faultMode();
            case "order" -> words.faultOrder();
            case "paid_twice" -> words.faultPaidTwice();
            default -> code;
        };
    }

    private UUID tenant() {
        return visitor.tenant().id;
    }

    private OrdersText words() {
        return visitor.words(OrdersText.class);
    }
}
