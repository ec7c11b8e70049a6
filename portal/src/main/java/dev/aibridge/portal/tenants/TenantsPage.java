package dev.aibridge.portal.tenants;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.billing.Balance;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// All tenants, and where an admin begins.
@Path("/admin")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class TenantsPage {

    private static final Logger LOG = Logger.getLogger(TenantsPage.class);
    private static final int MAX_TEXT = AuditEntry.MAX_REASON;

    /// The list.
    ///
    /// @param next where the next page begins, if there is one
    /// @param first whether it is the first page
    /// @param away whether billing did not tell the balances
    record All(Form form, List<Row> rows, Optional<UUID> next, boolean first, boolean away)
            implements TemplateInstance {}

    /// A tenant and what it can spend; nothing without a wallet.
    record Row(Directory.Entry entry, Optional<Balance> balance) {}

    private final Visitor visitor;
    private final Directory directory;
    private final Billing billing;

    TenantsPage(Visitor visitor, Directory directory, Billing billing) {
        this.visitor = visitor;
        this.directory = directory;
        this.billing = billing;
    }

    /// Where an admin begins.
    @GET
    public Response begin() {
        return Response.seeOther(URI.create("/admin/tenants")).build();
    }

    /// The list.
    @GET
    @Path("tenants")
    public TemplateInstance all(
            @Context UriInfo address, @QueryParam("before") @Nullable UUID before) {
        Form form = Form.of(address.getQueryParameters(), visitor.words(UiText.class));
        String text = form.optionalLine("q", MAX_TEXT);
        Directory.Found found =
                form.right()
                        ? directory.find(text, before)
                        : new Directory.Found(List.of(), Optional.empty());
        Optional<Map<UUID, Balance>> balances = balances(found.entries());
        return new All(
                form,
                found.entries().stream().map(one -> new Row(one, balance(balances, one))).toList(),
                found.next(),
                before == null,
                balances.isEmpty());
    }

    private static Optional<Balance> balance(
            Optional<Map<UUID, Balance>> balances, Directory.Entry one) {
        return balances.flatMap(all -> Optional.ofNullable(all.get(one.tenant().id)));
    }

    private Optional<Map<UUID, Balance>> balances(List<Directory.Entry> entries) {
        if (entries.isEmpty()) {
            return Optional.of(Map.of());
        }
        String ids =
                entries.stream()
                        .map(one -> one.tenant().id.toString())
                        .collect(Collectors.joining(","));
        try {
            return Optional.of(
                    billing.ask(api -> api.balances(ids)).items().stream()
                            .collect(Collectors.toMap(Balance::tenantId, Function.identity())));
        } catch (BillingAway e) {
            LOG.warnf("no balances from billing: %s", e.getMessage());
            return Optional.empty();
        }
    }
}
