package dev.aibridge.portal.tenants;

import dev.aibridge.common.money.Credits;
import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.billing.Adjustment;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Wallet;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Gives a tenant tokens or takes some back, in two steps: the second shows the new balance and
/// carries the key under which billing books it once.
@Path("/admin/tenants/{id}/credit")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class CreditPage {

    /// As billing: ten billion tokens.
    static final long MOST = 10_000_000_000L;

    private static final Logger LOG = Logger.getLogger(CreditPage.class);
    private static final int UNPROCESSABLE = 422;

    /// The first step.
    ///
    /// @param wallet nothing when there is none yet
    record Ask(Tenant tenant, Form form, Optional<Wallet> wallet) implements TemplateInstance {}

    /// The second.
    ///
    /// @param unsure whether it was sent before and billing did not answer
    record Preview(Tenant tenant, Form form, Sum sum, boolean unsure) implements TemplateInstance {}

    /// What it comes to.
    ///
    /// @param key billing books it once
    /// @param micro what is given, negative when taken
    /// @param before what can be spent now
    record Sum(UUID key, long micro, long before) {

        /// What goes, when it is taken.
        public long taken() {
            return Math.negateExact(micro);
        }

        /// What can be spent then.
        public long after() {
            return Math.addExact(before, micro);
        }
    }

    private final Visitor visitor;
    private final Billing billing;

    CreditPage(Visitor visitor, Billing billing) {
        this.visitor = visitor;
        this.billing = billing;
    }

    /// The first step.
    @GET
    public TemplateInstance ask(UUID id) {
        Tenant tenant = TenantPage.find(id);
        return new Ask(tenant, Form.blank(Map.of(), ui()), wallet(tenant));
    }

    /// Whoever opens the second step's address begins with the first.
    @GET
    @Path("book")
    public Response back(UUID id) {
        return Response.seeOther(URI.create("/admin/tenants/" + id + "/credit")).build();
    }

    /// Shows what it would come to, or the first step again for another amount.
    @POST
    public Response preview(UUID id, MultivaluedMap<String, String> typed) {
        Tenant tenant = TenantPage.find(id);
        Optional<Wallet> wallet = wallet(tenant);
        Form form = Form.of(typed, ui());
        if (form.has("step", "again")) {
            return Response.ok(new Ask(tenant, form, wallet)).build();
        }
        long micro = micro(form);
        if (wallet.isEmpty()) {
            form.wrong("tokens", says().noWallet());
        } else if (form.right() && wallet.get().availableMicro() + micro < 0) {
            form.wrong("tokens", says().insufficient());
        }
        if (!form.right()) {
            return wrong(new Ask(tenant, form, wallet));
        }
        Sum sum = new Sum(UUID.randomUUID(), micro, wallet.orElseThrow().availableMicro());
        return Response.ok(new Preview(tenant, form, sum, false)).build();
    }

    /// Books it.
    @POST
    @Path("book")
    public Response book(UUID id, MultivaluedMap<String, String> typed) {
        Tenant tenant = TenantPage.find(id);
        Form form = Form.of(typed, ui());
        long micro = micro(form);
        Optional<UUID> key = form.id("key");
        if (!form.right()) {
            return wrong(new Ask(tenant, form, wallet(tenant)));
        }
        String reason = form.value("reason").strip();
        Adjustment adjustment = new Adjustment(micro, reason);
        try {
            billing.ask(api -> api.adjust(id, key.orElseThrow().toString(), adjustment));
            return Response.seeOther(URI.create("/admin/tenants/" + id + "?done=credited")).build();
        } catch (BillingRefused e) {
            form.wrong("tokens", refusal(e));
            return wrong(new Ask(tenant, form, wallet(tenant)));
        } catch (BillingAway e) {
            LOG.warnf("an adjustment is unsure: %s", e.getMessage());
            Sum sum = new Sum(key.orElseThrow(), micro, 0);
            return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .entity(new Preview(tenant, form, sum, true))
                    .build();
        }
    }

    private String refusal(BillingRefused refused) {
        return switch (refused.code()) {
            case "insufficient" -> says().insufficient();
            case "wallet_not_found" -> says().noWallet();
            case "idempotency_key_reused" -> says().keyReused();
            default -> throw refused;
        };
    }

    private long micro(Form form) {
        form.line("reason", AuditEntry.MAX_REASON);
        long tokens = form.whole("tokens", -MOST, MOST).orElse(0);
        if (tokens == 0) {
            form.wrong("tokens", says().notNothing());
        }
        return Math.multiplyExact(tokens, Credits.MICRO_PER_TOKEN);
    }

    private Optional<Wallet> wallet(Tenant tenant) {
        return billing.ask(api -> Account.wallet(api, tenant));
    }

    private static Response wrong(TemplateInstance page) {
        return Response.status(UNPROCESSABLE).entity(page).build();
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }

    private TenantsText says() {
        return visitor.words(TenantsText.class);
    }
}
