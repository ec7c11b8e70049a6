package dev.aibridge.portal.models;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.portal.Portal;
import dev.aibridge.portal.billing.Product;
import dev.aibridge.portal.billing.Products;
import dev.aibridge.portal.catalog.Catalogue;
import dev.aibridge.portal.catalog.Offer;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.snippet.Snippet;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One model: what it costs, what it can do, how to call it, and a calculator.
@Path("/models/{id: .+}")
@Produces(Portal.HTML)
public class ModelPage {

    private static final Map<String, String> EXAMPLE =
            Map.of("input", "2000", "cached", "0", "output", "500", "requests", "1");

    /// The page.
    ///
    /// @param prices what is charged for, in the order of the buckets
    /// @param coming its prices of books whose time is still to come
    /// @param rate what prices are shown at, unless billing is away
    record Model(
            Offer offer,
            List<String> aliases,
            List<Price> prices,
            List<Coming> coming,
            Optional<Product> rate,
            Form form,
            Optional<Estimate> estimate,
            String key)
            implements TemplateInstance {}

    /// What one bucket costs.
    record Price(Bucket bucket, long ppm) {}

    /// What it will cost, from when.
    record Coming(Instant at, Offer offer) {}

    private final Catalogue catalogue;
    private final Products products;
    private final Visitor visitor;

    ModelPage(Catalogue catalogue, Products products, Visitor visitor) {
        this.catalogue = catalogue;
        this.products = products;
        this.visitor = visitor;
    }

    /// The model of that name, whatever is in the name.
    @GET
    @PermitAll
    public Response model(String id, UriInfo query) {
        Offer offer = catalogue.offer(id).orElseThrow(NotFoundException::new);
        Form form = form(query.getQueryParameters());
        Optional<Estimate> estimate =
                Estimate.of(form, offer, visitor.words(ModelsText.class)::tooMuch);
        Model page =
                new Model(
                        offer,
                        catalogue.aliases(offer.model()),
                        prices(offer.multipliers()),
                        coming(offer),
                        products.standard(),
                        form,
                        estimate,
                        Snippet.NO_KEY);
        return Response.status(form.right() ? 200 : 422).entity(page).build();
    }

    private Form form(MultivaluedMap<String, String> query) {
        UiText words = visitor.words(UiText.class);
        return query.isEmpty() ? Form.blank(EXAMPLE, words) : Form.of(query, words);
    }

    private static List<Price> prices(Multipliers multipliers) {
        return Bucket.all().stream()
                .map(bucket -> new Price(bucket, multipliers.ppm(bucket)))
                .filter(price -> price.ppm() > 0)
                .toList();
    }

    private List<Coming> coming(Offer now) {
        return catalogue.books().stream()
                .skip(1)
                .flatMap(
                        book ->
                                Optional.ofNullable(book.of(now.id())).stream()
                                        .filter(price -> !price.equals(now.multipliers()))
                                        .map(price -> new Offer(now.model(), price))
                                        .map(then -> new Coming(book.validFrom(), then)))
                .toList();
    }
}
