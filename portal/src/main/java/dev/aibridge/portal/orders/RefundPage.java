package dev.aibridge.portal.orders;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Order;
import dev.aibridge.portal.billing.Refund;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.format.Price;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Gives back what is unspent of an order, or a part of it: what it would do is shown first.
@Path("/orders/{id}/refund")
@Authenticated
@Produces(Portal.HTML)
public class RefundPage {

    private static final Logger LOG = Logger.getLogger(RefundPage.class);
    private static final String AMOUNT = "amount";
    private static final long LARGEST = 99_999_999;

    /// The page.
    ///
    /// @param form holds the amount as it is typed
    /// @param key makes a form that is sent twice one refund
    /// @param news why there is no refund yet
    record Back(Order order, Refund.Quote quote, Form form, String key, @Nullable News news)
            implements TemplateInstance {

        Response answer(int status) {
            return Response.status(status).entity(this).build();
        }
    }

    private final Billing billing;
    private final Visitor visitor;

    RefundPage(Billing billing, Visitor visitor) {
        this.billing = billing;
        this.visitor = visitor;
    }

    /// What a refund would do: of all that can go back, or of the amount in the address.
    @GET
    public Response show(UUID id, @QueryParam(AMOUNT) @Nullable String amount) {
        Order order = find(id);
        if (amount == null) {
            return fresh(order, null).answer(200);
        }
        Form form = Form.blank(Map.of(AMOUNT, amount.strip()), visitor.words(UiText.class));
        OptionalLong minor =
                form.money(
                        AMOUNT,
                        order.currency(),
                        LARGEST,
                        words().refundAmountWrong(order.currency()));
        Refund.Quote quote = quote(id, minor.isPresent() ? minor.getAsLong() : null);
        if ("too_much".equals(quote.no())) {
            form.wrong(AMOUNT, words().refundMost(most(quote, order)));
            quote = quote(id, null);
        }
        return new Back(order, quote, form, newKey(), null).answer(form.right() ? 200 : 422);
    }

    /// Begins it.
    @POST
    public Response refund(UUID id, MultivaluedMap<String, String> typed) {
        Order order = find(id);
        Form form = Form.of(typed, visitor.words(UiText.class));
        long minor = form.whole("minor", 1, LARGEST).orElse(0);
        UUID key = form.id("key").orElse(null);
        if (minor == 0 || key == null) {
            return fresh(order, null).answer(422);
        }
        try {
            Refund.New wanted = new Refund.New(minor, order.currency());
            billing.ask(api -> api.refund(visitor.tenant().id, id, key.toString(), wanted));
            return Response.seeOther(URI.create("/orders/" + id + "#refunds")).build();
        } catch (BillingAway e) {
            LOG.warnf("a refund may or may not have begun: %s", e.getMessage());
            // Under the same key: sent again it is the same refund.
            Refund.Quote asked = new Refund.Quote(null, minor, minor, 0, 0);
            News news = News.unsureRefund(words());
            return new Back(order, asked, form, key.toString(), news).answer(news.status());
        } catch (BillingRefused e) {
            News news = News.noRefund(words(), why(e));
            return fresh(order, news).answer(news.status());
        }
    }

    private String why(BillingRefused refusal) {
        return switch (refusal.code()) {
            case "refund_limit" -> words().refundLimit();
            case "refund_disputed" -> words().refundDisputed();
            case "refund_nothing_left", "refund_not_credited" -> words().refundNothing();
            case "refund_too_much" -> words().refundLess();
            case "idempotency_key_reused" -> words().refundBefore();
            default -> throw refusal;
        };
    }

    private Back fresh(Order order, @Nullable News news) {
        Refund.Quote quote = quote(order.id(), null);
        String all = Price.typed(quote.mostMinor(), order.currency());
        Form form = Form.blank(Map.of(AMOUNT, all), visitor.words(UiText.class));
        return new Back(order, quote, form, newKey(), news);
    }

    private String most(Refund.Quote quote, Order order) {
        return visitor.format().money(quote.mostMinor(), order.currency());
    }

    private Refund.Quote quote(UUID id, @Nullable Long minor) {
        return billing.ask(api -> api.refundQuote(visitor.tenant().id, id, minor));
    }

    private Order find(UUID id) {
        return billing.ask(api -> api.order(visitor.tenant().id, id));
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private OrdersText words() {
        return visitor.words(OrdersText.class);
    }
}
