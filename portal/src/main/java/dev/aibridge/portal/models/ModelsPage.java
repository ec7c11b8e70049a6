package dev.aibridge.portal.models;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.billing.Product;
import dev.aibridge.portal.billing.Products;
import dev.aibridge.portal.catalog.Catalogue;
import dev.aibridge.portal.catalog.Offer;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/// All models, to be searched, with their prices.
@Path("/models")
@Produces(Portal.HTML)
public class ModelsPage {

    /// The page.
    ///
    /// @param offers those that were looked for
    /// @param all how many there are
    /// @param rate what prices are shown at, unless billing is away
    record Models(
            Form form,
            List<Offer> offers,
            int all,
            List<String> vendors,
            List<Product> products,
            Optional<Product> rate)
            implements TemplateInstance {}

    private final Catalogue catalogue;
    private final Products products;
    private final Visitor visitor;

    ModelsPage(Catalogue catalogue, Products products, Visitor visitor) {
        this.catalogue = catalogue;
        this.products = products;
        this.visitor = visitor;
    }

    /// Those that were looked for; all when something is wrong with what was typed.
    @GET
    @PermitAll
    public Response models(UriInfo query) {
        List<Offer> all = catalogue.offers();
        List<Product> onSale = products.onSale();
        List<String> vendors = vendors(all);
        Form form = Form.of(query.getQueryParameters(), visitor.words(UiText.class));
        Search search = Search.of(form, vendors);
        Optional<Product> rate = Search.rate(form, onSale);
        List<Offer> found = form.right() ? all.stream().filter(search::finds).toList() : all;
        return Response.status(form.right() ? 200 : 422)
                .entity(new Models(form, found, all.size(), vendors, onSale, rate))
                .build();
    }

    private static List<String> vendors(List<Offer> offers) {
        return offers.stream().map(offer -> offer.model().provider).distinct().sorted().toList();
    }
}
