package dev.aibridge.portal.sales;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Receipt;
import dev.aibridge.portal.billing.Refund;
import dev.aibridge.portal.billing.Sale;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.format.Price;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One order: what became of its money, and what an admin does about it, always with a reason.
@Path("/admin/orders/{id}")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class SalePage {

    private static final Logger LOG = Logger.getLogger(SalePage.class);
    private static final String AMOUNT = "amount";
    private static final String REASON = "reason";
    private static final String KEY = "key";
    private static final String MINOR = "minor";
    private static final long LARGEST = 99_999_999;

    /// The page.
    ///
    /// @param quote what a refund of the typed amount would do
    /// @param form what its forms hold
    /// @param done what was just done, or nothing
    /// @param unsure whether billing did not answer
    record One(Sale sale, String buyer, Refund.Quote quote, Form form, String done, boolean unsure)
            implements TemplateInstance {

        Response answer(int status) {
            return Response.status(status).entity(this).build();
        }
    }

    /// What is asked of billing.
    private interface Deed {
        void at(Sale sale, String reason, String key);
    }

    private final Visitor visitor;
    private final Billing billing;

    SalePage(Visitor visitor, Billing billing) {
        this.visitor = visitor;
        this.billing = billing;
    }

    /// The order; an amount in the address is quoted.
    @GET
    public Response one(
            UUID id,
            @QueryParam(AMOUNT) @Nullable String amount,
            @QueryParam("done") @DefaultValue("") String done) {
        Sale sale = find(id);
        Refund.Quote most = quote(id, null);
        Map<String, String> values = new HashMap<>();
        String all = Price.typed(most.mostMinor(), sale.order().currency());
        values.put(AMOUNT, amount == null ? all : amount.strip());
        values.put(KEY, UUID.randomUUID().toString());
        Form form = Form.blank(values, ui());
        Refund.Quote quote = most;
        if (amount != null) {
            OptionalLong minor =
                    form.money(
                            AMOUNT,
                            sale.order().currency(),
                            LARGEST,
                            words().amountWrong(sale.order().currency()));
            quote = minor.isPresent() ? quote(id, minor.getAsLong()) : most;
            if ("too_much".equals(quote.no())) {
                form.wrong(AMOUNT, words().most(all + " " + sale.order().currency()));
            }
        }
        return page(sale, form.right() ? quote : most, form, done).answer(form.right() ? 200 : 422);
    }

    /// One of its receipts, as a file.
    @GET
    @Path("receipts/{receipt}")
    @Produces("application/pdf")
    public Response receipt(UUID id, UUID receipt) {
        Sale sale = find(id);
        Receipt paper = sale.order().receipt(receipt);
        return paper.file(billing.ask(api -> api.receipt(sale.tenantId(), receipt)));
    }

    /// Gives back what is unspent, or a part.
    @POST
    @Path("refund")
    public Response refund(UUID id, MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, ui());
        long minor = form.whole(MINOR, 1, LARGEST).orElse(0);
        return act(
                id,
                form,
                "refunded",
                (sale, reason, key) -> {
                    String currency = sale.order().currency();
                    Sale.Refunding wanted = new Sale.Refunding(minor, currency, reason);
                    billing.ask(api -> api.refundSale(id, key, wanted));
                });
    }

    /// Gives the tokens for a payment that waits.
    @POST
    @Path("payments/{payment}/credit")
    public Response credit(UUID id, String payment, MultivaluedMap<String, String> typed) {
        return act(
                id,
                Form.of(typed, ui()),
                "credited",
                (sale, reason, key) -> {
                    String waiting = waiting(sale, payment);
                    Sale.Reason why = new Sale.Reason(reason);
                    billing.tell(api -> api.creditPayment(waiting, key, why));
                });
    }

    /// Gives a payment that waits back.
    @POST
    @Path("payments/{payment}/refund")
    public Response giveBack(UUID id, String payment, MultivaluedMap<String, String> typed) {
        return act(
                id,
                Form.of(typed, ui()),
                "returned",
                (sale, reason, key) -> {
                    String waiting = waiting(sale, payment);
                    Sale.Reason why = new Sale.Reason(reason);
                    billing.ask(api -> api.refundPayment(waiting, key, why));
                });
    }

    /// One of the order's payments.
    private static String waiting(Sale sale, String payment) {
        return sale.payments().stream()
                .map(Sale.Payment::id)
                .filter(payment::equals)
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    private Response act(UUID id, Form form, String done, Deed deed) {
        Sale sale = find(id);
        String reason = form.line(REASON, AuditEntry.MAX_REASON);
        UUID key = form.id(KEY).orElseGet(UUID::randomUUID);
        if (!form.right()) {
            return page(sale, quote(id, null), form, "").answer(422);
        }
        try {
            deed.at(sale, reason, key.toString());
            return Response.seeOther(URI.create("/admin/orders/" + id + "?done=" + done)).build();
        } catch (BillingAway e) {
            LOG.warnf("what was to be done with an order is unsure: %s", e.getMessage());
            String buyer = buyer(sale);
            return new One(sale, buyer, quoted(form), form, "", true).answer(503);
        } catch (BillingRefused e) {
            form.wrong(REASON, why(e));
            return page(find(id), quote(id, null), form, "").answer(422);
        }
    }

    /// What was to go back, as the form has it: billing can't be asked.
    private static Refund.Quote quoted(Form form) {
        long amount = form.optionalWhole(MINOR, 1, LARGEST).orElse(0);
        return new Refund.Quote(amount == 0 ? "unknown" : null, amount, amount, 0, 0);
    }

    private String why(BillingRefused refusal) {
        return switch (refusal.code()) {
            case "refund_disputed" -> words().disputed();
            case "refund_nothing_left", "refund_not_credited", "refund_too_much" -> words().less();
            case "refund_not_in_review", "not_in_review" -> words().decided();
            case "order_credited" -> words().creditedBefore();
            case "other_mode" -> words().otherMode();
            case "refunded" -> words().wentBack();
            case "idempotency_key_reused" -> words().sentBefore();
            default -> throw refusal;
        };
    }

    private One page(Sale sale, Refund.Quote quote, Form form, String done) {
        return new One(sale, buyer(sale), quote, form, done, false);
    }

    private static String buyer(Sale sale) {
        return Tenant.<Tenant>findByIdOptional(sale.tenantId())
                .map(tenant -> tenant.name)
                .orElse(sale.tenantId().toString());
    }

    private Sale find(UUID id) {
        return billing.ask(api -> api.sale(id));
    }

    private Refund.Quote quote(UUID id, @Nullable Long minor) {
        return billing.ask(api -> api.saleQuote(id, minor));
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }

    private SalesText words() {
        return visitor.words(SalesText.class);
    }
}
