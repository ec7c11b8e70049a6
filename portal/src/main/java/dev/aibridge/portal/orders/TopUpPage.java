package dev.aibridge.portal.orders;

import com.fasterxml.uuid.Generators;
import dev.aibridge.portal.Portal;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Order;
import dev.aibridge.portal.billing.Product;
import dev.aibridge.portal.billing.Products;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Buys tokens: a product, how many of it, what that comes to, and off to Stripe.
@Path("/")
@Authenticated
@Produces(Portal.HTML)
public class TopUpPage {

    private static final Logger LOG = Logger.getLogger(TopUpPage.class);
    private static final String PRODUCT = "product";
    private static final String QUANTITY = "quantity";
    private static final String KEY = "key";
    private static final String SEEN = "seen";

    /// The page.
    ///
    /// @param key makes a form that is sent twice one order
    /// @param total absent while the form does not say what to buy
    /// @param news why the order was not placed
    record TopUp(
            List<Product> products, Form form, UUID key, Optional<Total> total, @Nullable News news)
            implements TemplateInstance {

        Response with(News why) {
            TopUp page = new TopUp(products, form, key, total, why);
            return Response.status(why.status()).entity(page).build();
        }
    }

    private final Products products;
    private final Billing billing;
    private final Checkout checkout;
    private final Visitor visitor;

    TopUpPage(Products products, Billing billing, Checkout checkout, Visitor visitor) {
        this.products = products;
        this.billing = billing;
        this.checkout = checkout;
        this.visitor = visitor;
    }

    /// What can be bought, and the total of what is chosen.
    @GET
    @Path("top-up")
    public Response show(@Context UriInfo asked) {
        List<Product> onSale = products.onSale();
        MultivaluedMap<String, String> typed = new MultivaluedHashMap<>();
        onSale.stream().findFirst().ifPresent(first -> typed.putSingle(PRODUCT, first.id()));
        typed.putSingle(QUANTITY, "1");
        typed.putAll(asked.getQueryParameters());
        Form form = Form.of(typed, visitor.words(UiText.class));
        Optional<Total> total = onSale.isEmpty() ? Optional.empty() : total(form, onSale);
        TopUp page = new TopUp(onSale, form, newKey(), total, null);
        return Response.status(form.right() ? 200 : 422).entity(page).build();
    }

    /// Places the order and leads to Stripe's page. Nobody goes there without having seen the total
    /// that they will find.
    @POST
    @Path("orders")
    public Response order(MultivaluedMap<String, String> typed) {
        List<Product> onSale = products.onSale();
        Form form = Form.of(typed, visitor.words(UiText.class));
        Optional<Total> total = total(form, onSale);
        UUID key = form.id(KEY).orElseGet(TopUpPage::newKey);
        TopUp page = new TopUp(onSale, form, key, total, null);
        return total.filter(all -> form.right())
                .map(all -> order(all, page))
                .orElseGet(() -> Response.status(422).entity(page).build());
    }

    private Response order(Total total, TopUp page) {
        OrdersText words = visitor.words(OrdersText.class);
        if (!page.form().value(SEEN).equals(total.seen())) {
            return page.with(News.otherTotal(words));
        }
        try {
            return checkout.lead(place(total, page.key()));
        } catch (BillingAway e) {
            LOG.warnf("an order may or may not be placed: %s", e.getMessage());
            return page.with(News.unsure(words));
        } catch (BillingRefused e) {
            if (Checkout.isTooMany(e)) {
                return page.with(News.tooMany(words, e));
            }
            if (e.is("product_not_found")) {
                page.form().wrong(PRODUCT, words.notOnSale());
                return Response.status(422).entity(page).build();
            }
            throw e;
        }
    }

    /// The same page, product and quantity are the same order, however often it is sent; who comes
    /// back for something else orders something else.
    private Order place(Total total, UUID key) {
        String product = total.product().id();
        String request = key + " " + product + " " + total.quantity();
        return billing.ask(
                api ->
                        api.order(
                                visitor.tenant().id,
                                request,
                                visitor.language().tag(),
                                new Order.New(product, total.quantity())));
    }

    private Optional<Total> total(Form form, List<Product> onSale) {
        Set<String> ids = onSale.stream().map(Product::id).collect(Collectors.toSet());
        String id = form.choice(PRODUCT, ids);
        OptionalLong quantity = form.whole(QUANTITY, 1, Total.MOST);
        return quantity.isEmpty()
                ? Optional.empty()
                : onSale.stream()
                        .filter(product -> product.id().equals(id))
                        .findFirst()
                        .map(found -> new Total(found, Math.toIntExact(quantity.getAsLong())));
    }

    private static UUID newKey() {
        return Generators.timeBasedEpochGenerator().generate();
    }
}
