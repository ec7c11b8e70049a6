package dev.aibridge.portal.assortment;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingApi;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Product;
import dev.aibridge.portal.form.Form;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Products: those on sale and those that are not. Billing keeps them and writes the audit log.
@Path("/admin/products")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class ProductsPage {

    private static final int UNPROCESSABLE = 422;
    private static final String ID = "{id: [a-z0-9-]+}";

    /// All of them.
    ///
    /// @param done the id of the one that was just saved, or nothing
    record All(List<Product> products, String done) implements TemplateInstance {}

    /// A new one.
    record Add(Form form) implements TemplateInstance {}

    /// One of them.
    record Change(Product product, Form form) implements TemplateInstance {}

    private final Visitor visitor;
    private final Billing billing;

    ProductsPage(Visitor visitor, Billing billing) {
        this.visitor = visitor;
        this.billing = billing;
    }

    /// The list.
    @GET
    public TemplateInstance all(@QueryParam("done") @DefaultValue("") String done) {
        return new All(products(), done);
    }

    /// The form for a new one.
    @GET
    @Path("new")
    public TemplateInstance add() {
        return new Add(Form.blank(Draft.empty(), ui()));
    }

    /// Adds it.
    @POST
    @Path("new")
    public Response add(MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, ui());
        String id = Draft.id(form, says());
        Optional<Product> wanted = Draft.read(id, form, says());
        return wanted.isPresent() && saved(form, api -> api.addProduct(wanted.get()))
                ? done(id)
                : wrong(new Add(form));
    }

    /// One of them.
    @GET
    @Path(ID)
    public TemplateInstance change(String id) {
        Product product = find(id);
        return new Change(product, Form.blank(Draft.fields(product), ui()));
    }

    /// Changes it.
    @POST
    @Path(ID)
    public Response change(String id, MultivaluedMap<String, String> typed) {
        Product product = find(id);
        Form form = Form.of(typed, ui());
        Optional<Product> wanted = Draft.read(id, form, says());
        return wanted.isPresent() && saved(form, api -> api.changeProduct(id, wanted.get()))
                ? done(id)
                : wrong(new Change(product, form));
    }

    private boolean saved(Form form, Function<BillingApi, Product> order) {
        try {
            billing.ask(order);
            return true;
        } catch (BillingRefused e) {
            switch (e.code()) {
                case "product_exists" -> form.wrong("id", says().idTaken());
                case "invalid_request" -> form.wrong("name", says().refused(e.detail()));
                default -> throw e;
            }
            return false;
        }
    }

    private List<Product> products() {
        return billing.ask(BillingApi::products).items();
    }

    private Product find(String id) {
        return products().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    private static Response done(String id) {
        return Response.seeOther(URI.create("/admin/products?done=" + id)).build();
    }

    private static Response wrong(TemplateInstance page) {
        return Response.status(UNPROCESSABLE).entity(page).build();
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }

    private AssortmentText says() {
        return visitor.words(AssortmentText.class);
    }
}
