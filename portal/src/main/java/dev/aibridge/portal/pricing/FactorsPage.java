package dev.aibridge.portal.pricing;

import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.pricing.PriceBook;
import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.catalog.Catalogue;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// Tenant groups and the factors that their prices have.
@Path("/admin/groups")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class FactorsPage {

    private static final String GROUP = "group";
    private static final String NAME = "[a-z0-9-]{1,64}";
    private static final int NAME_MOST = 64;
    private static final int UNPROCESSABLE = 422;

    /// The list and the form.
    ///
    /// @param book the newest, from which the next one is made
    /// @param done the group that was just changed, or nothing
    record All(List<Group> groups, Form form, String book, String done)
            implements TemplateInstance {}

    /// One group.
    ///
    /// @param now its factor in the book in force
    /// @param then in the newest one
    record Group(String name, long now, long then, long tenants) {

        /// Whether a book changes it that is still to come.
        public boolean changes() {
            return now != then;
        }
    }

    private final Visitor visitor;
    private final Catalogue catalogue;
    private final Books books;

    FactorsPage(Visitor visitor, Catalogue catalogue, Books books) {
        this.visitor = visitor;
        this.catalogue = catalogue;
        this.books = books;
    }

    /// The page.
    @GET
    public TemplateInstance all(@QueryParam("done") @DefaultValue("") String done) {
        String known = done.matches(NAME) ? done : "";
        return page(Form.blank(Map.of(), ui()), known);
    }

    /// Publishes a book with another factor.
    @POST
    public Response set(MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, ui());
        String group = form.line(GROUP, NAME_MOST);
        if (!group.matches(NAME)) {
            form.wrong(GROUP, says().groupUnfit());
        }
        long ppm = Decimal.read(form, "factor", Multipliers.MAX_FACTOR_PPM, says());
        String why = form.line("why", AuditEntry.MAX_REASON);
        PriceBook newest = catalogue.books().getLast();
        if (!form.value("book").equals(Long.toString(newest.seq()))) {
            form.wrong(GROUP, says().overtaken());
        }
        if (form.right()
                && books.publish(visitor.person(), group, ppm, newest, why)
                        == Publication.OVERTAKEN) {
            form.wrong(GROUP, says().overtaken());
        }
        return form.right()
                ? Response.seeOther(URI.create("/admin/groups?done=" + group)).build()
                : Response.status(UNPROCESSABLE).entity(page(form, "")).build();
    }

    private All page(Form form, String done) {
        List<PriceBook> known = catalogue.books();
        PriceBook newest = known.getLast();
        List<Group> groups =
                newest.factors().keySet().stream()
                        .sorted()
                        .map(name -> group(name, known.getFirst(), newest))
                        .toList();
        return new All(groups, form, Long.toString(newest.seq()), done);
    }

    private static Group group(String name, PriceBook inForce, PriceBook newest) {
        return new Group(
                name,
                inForce.factors().getOrDefault(name, Multipliers.ONE),
                newest.factors().getOrDefault(name, Multipliers.ONE),
                Tenant.count("priceGroup", name));
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }

    private PricingText says() {
        return visitor.words(PricingText.class);
    }
}
