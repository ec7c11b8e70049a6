package dev.aibridge.portal.orders;

import com.fasterxml.uuid.Generators;
import dev.aibridge.portal.Portal;
import dev.aibridge.portal.billing.AutoTopUp;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingApi;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Product;
import dev.aibridge.portal.billing.Products;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.format.Price;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Auto top-up: when, with what, how much a month at most, and with which card.
@Path("/settings/auto-top-up")
@Authenticated
@Produces(Portal.HTML)
public class AutoTopUpPage {

    private static final Logger LOG = Logger.getLogger(AutoTopUpPage.class);
    private static final String HERE = "/settings/auto-top-up";
    private static final String PRODUCT = "product";
    private static final String THRESHOLD = "threshold";
    private static final String CAP = "cap";
    private static final String KEY = "key";
    private static final long MICRO = 1_000_000;
    private static final long MOST_TOKENS = 10_000_000_000L;
    private static final long MOST_MINOR = 99_999_999;

    /// The page.
    ///
    /// @param now what is set; absent while billing is away
    /// @param products to choose from
    /// @param news why something was not done
    record Auto(
            Optional<AutoTopUp.Setting> now,
            List<Product> products,
            Form form,
            String currency,
            boolean saved,
            @Nullable News news)
            implements TemplateInstance {

        Response answer(int status) {
            return Response.status(status).entity(this).build();
        }
    }

    private final Visitor visitor;
    private final Billing billing;
    private final Products products;
    private final Checkout checkout;

    AutoTopUpPage(Visitor visitor, Billing billing, Products products, Checkout checkout) {
        this.visitor = visitor;
        this.billing = billing;
        this.products = products;
        this.checkout = checkout;
    }

    /// The page.
    @GET
    public TemplateInstance show(@QueryParam("done") @DefaultValue("") String done) {
        return page(null, done.equals("saved"), null);
    }

    /// Sets the terms; nothing is charged by that.
    @POST
    public Response save(MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, ui());
        Map<String, Product> byId =
                products.onSale().stream().collect(Collectors.toMap(Product::id, one -> one));
        String id = form.choice(PRODUCT, Set.copyOf(byId.keySet()));
        Product product = byId.get(id);
        String currency = product == null ? currency() : product.currency();
        long tokens = form.whole(THRESHOLD, 1, MOST_TOKENS).orElse(1);
        long cap = form.money(CAP, currency, MOST_MINOR, words().capWrong(currency)).orElse(0);
        if (product != null && cap > 0 && cap < product.amountMinor()) {
            form.wrong(CAP, words().capTooLow());
        }
        if (!form.right()) {
            return page(form, false, null).answer(422);
        }
        AutoTopUp.Terms terms = new AutoTopUp.Terms(id, Math.multiplyExact(tokens, MICRO), cap);
        return act(form, api -> api.setAutoTopUp(tenant(), terms));
    }

    /// Orders the first one and leads to Stripe, where its card is saved.
    @POST
    @Path("card")
    public Response card(MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, ui());
        String key = form.id(KEY).orElseGet(UUID::randomUUID).toString();
        try {
            return checkout.lead(
                    billing.ask(api -> api.saveCard(tenant(), key, visitor.language().tag())));
        } catch (BillingAway e) {
            LOG.warnf("an order may or may not be placed: %s", e.getMessage());
            return page(null, false, News.unsure(orders())).answer(503);
        } catch (BillingRefused e) {
            if (Checkout.isTooMany(e)) {
                return page(null, false, News.tooMany(orders(), e)).answer(429);
            }
            return refused(null, e);
        }
    }

    /// Charges nothing from now on.
    @POST
    @Path("off")
    public Response off() {
        return act(null, api -> api.autoTopUpOff(tenant()));
    }

    /// Charges the saved card again.
    @POST
    @Path("on")
    public Response on() {
        return act(null, api -> api.autoTopUpOn(tenant()));
    }

    private Response act(@Nullable Form form, Consumer<BillingApi> deed) {
        try {
            billing.tell(deed);
            return Response.seeOther(URI.create(HERE + "?done=saved")).build();
        } catch (BillingAway e) {
            LOG.warnf("auto top-up may or may not be changed: %s", e.getMessage());
            return page(form, false, News.unsure(orders())).answer(503);
        } catch (BillingRefused e) {
            return refused(form, e);
        }
    }

    private Response refused(@Nullable Form form, BillingRefused refusal) {
        String why =
                switch (refusal.code()) {
                    case "auto_top_up_product", "product_not_found" -> words().notOnSale();
                    case "auto_top_up_no_card", "auto_top_up_unset" -> words().noCardYet();
                    default -> throw refusal;
                };
        return page(form, false, new News(422, "warn", words().notDone(), why)).answer(422);
    }

    /// @param form `null`: what is set
    private Auto page(@Nullable Form form, boolean saved, @Nullable News news) {
        Optional<AutoTopUp.Setting> now = billing.tryAsk(api -> api.autoTopUp(tenant()));
        Form shown =
                form == null ? Form.blank(values(now.map(AutoTopUp.Setting::terms)), ui()) : form;
        return new Auto(now, products.onSale(), shown, currency(), saved, news);
    }

    private static Map<String, String> values(Optional<AutoTopUp> terms) {
        Map<String, String> values = new HashMap<>();
        values.put(KEY, Generators.timeBasedEpochGenerator().generate().toString());
        terms.ifPresent(
                set -> {
                    values.put(PRODUCT, set.productId());
                    values.put(THRESHOLD, Long.toString(set.thresholdMicro() / MICRO));
                    values.put(CAP, Price.typed(set.capMinor(), set.currency()));
                });
        return values;
    }

    private String currency() {
        return products.standard().map(Product::currency).orElse("USD");
    }

    private UUID tenant() {
        return visitor.tenant().id;
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }

    private OrdersText orders() {
        return visitor.words(OrdersText.class);
    }

    private AutoText words() {
        return visitor.words(AutoText.class);
    }
}
