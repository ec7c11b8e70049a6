package dev.aibridge.portal.sales;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.Page;
import dev.aibridge.portal.billing.Sale;
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
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All orders: those that wait for an admin can be asked for, and any by its number.
@Path("/admin/orders")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class SalesPage {

    private static final int LINES = 50;
    private static final String STATE = "state";
    private static final String NUMBER = "number";
    private static final Set<String> STATES =
            Set.of("", "awaiting_payment", "abandoned", "paid", "credited", "review");

    /// The list.
    ///
    /// @param filters as the address carries them
    /// @param next where the older ones begin
    record All(Form form, List<Line> lines, String filters, @Nullable String next, boolean first)
            implements TemplateInstance {}

    /// One of them.
    ///
    /// @param buyer the tenant's name
    record Line(Sale sale, String buyer) {}

    private final Visitor visitor;
    private final Billing billing;

    SalesPage(Visitor visitor, Billing billing) {
        this.visitor = visitor;
        this.billing = billing;
    }

    /// The list, or the order whose number is asked for.
    @GET
    public Response all(@Context UriInfo address, @QueryParam("before") @Nullable String before) {
        Form form = Form.of(address.getQueryParameters(), visitor.words(UiText.class));
        Optional<UUID> number = form.value(NUMBER).isBlank() ? Optional.empty() : number(form);
        if (number.isPresent()) {
            return Response.seeOther(URI.create("/admin/orders/" + number.get())).build();
        }
        String state = form.choice(STATE, STATES);
        Page<Sale> page =
                form.right()
                        ? billing.ask(
                                api -> api.sales(state.isEmpty() ? null : state, LINES, before))
                        : new Page<>(List.of(), null);
        All all = new All(form, lines(page), form.query(STATE), page.next(), before == null);
        return Response.status(form.right() ? 200 : 422).entity(all).build();
    }

    private Optional<UUID> number(Form form) {
        try {
            return Optional.of(UUID.fromString(form.value(NUMBER).strip()));
        } catch (IllegalArgumentException e) {
            form.wrong(NUMBER, visitor.words(SalesText.class).numberWrong());
            return Optional.empty();
        }
    }

    private static List<Line> lines(Page<Sale> page) {
        Map<UUID, String> names = Tenant.names(page.items().stream().map(Sale::tenantId));
        return page.items().stream()
                .map(sale -> new Line(sale, buyer(names, sale.tenantId())))
                .toList();
    }

    private static String buyer(Map<UUID, String> names, UUID tenant) {
        return names.getOrDefault(tenant, tenant.toString());
    }
}
