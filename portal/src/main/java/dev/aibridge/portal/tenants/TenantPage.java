package dev.aibridge.portal.tenants;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.billing.Booking;
import dev.aibridge.portal.billing.KeyUse;
import dev.aibridge.portal.billing.Page;
import dev.aibridge.portal.chart.Spark;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One tenant: its members, money, keys, usage and orders.
@Path("/admin/tenants/{id}")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class TenantPage {

    private static final Logger LOG = Logger.getLogger(TenantPage.class);
    private static final int LEDGER_ROWS = 50;

    /// All of it.
    ///
    /// @param above what its agent is called; empty: it has none
    /// @param account nothing while billing is away
    /// @param done what was just changed, or nothing
    record One(
            Tenant tenant,
            String above,
            List<Directory.Belonging> members,
            List<Key> keys,
            Optional<Account> account,
            Spark spark,
            String done)
            implements TemplateInstance {}

    /// A key and what it used, if billing knows.
    record Key(ApiKeyRow row, Optional<KeyUse> use) {

        /// Whether its time is over.
        public boolean expired() {
            return row.expiresAt != null && row.expiresAt.isBefore(Instant.now());
        }
    }

    /// The whole ledger, a page at a time.
    record Ledger(Tenant tenant, Page<Booking> page, boolean first) implements TemplateInstance {}

    private final Visitor visitor;
    private final Directory directory;
    private final Billing billing;

    TenantPage(Visitor visitor, Directory directory, Billing billing) {
        this.visitor = visitor;
        this.directory = directory;
        this.billing = billing;
    }

    /// The page.
    @GET
    public TemplateInstance one(UUID id, @QueryParam("done") @DefaultValue("") String done) {
        Tenant tenant = find(id);
        Optional<Account> account = account(tenant);
        List<Key> keys =
                ApiKeyRow.of(tenant).stream()
                        .map(key -> new Key(key, account.map(one -> one.uses().get(key.id))))
                        .toList();
        RecentUsage usage = account.map(Account::usage).orElse(RecentUsage.NONE);
        String told =
                visitor.words(TenantsText.class)
                        .sparkTold(visitor.format().compact(usage.chargeMicro()));
        return new One(
                tenant,
                tenant.agentName().orElse(""),
                directory.members(tenant),
                keys,
                account,
                Spark.of(usage.days(), told),
                done);
    }

    /// Everything that was ever booked.
    @GET
    @Path("ledger")
    public TemplateInstance ledger(UUID id, @QueryParam("before") @Nullable String before) {
        Tenant tenant = find(id);
        Page<Booking> page =
                billing.ask(
                        api ->
                                Account.ifWallet(() -> api.ledger(id, LEDGER_ROWS, before))
                                        .orElse(new Page<>(List.of(), null)));
        return new Ledger(tenant, page, before == null);
    }

    private Optional<Account> account(Tenant tenant) {
        try {
            return Optional.of(billing.ask(api -> Account.of(api, tenant, visitor.zone())));
        } catch (BillingAway e) {
            LOG.warnf("no account from billing: %s", e.getMessage());
            return Optional.empty();
        }
    }

    /// A tenant, or a page that says there is none.
    static Tenant find(UUID id) {
        return Tenant.<Tenant>findByIdOptional(id).orElseThrow(NotFoundException::new);
    }
}
