package dev.aibridge.portal.docs;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.accounts.SystemSettings;
import dev.aibridge.portal.catalog.Catalogue;
import dev.aibridge.portal.catalog.Offer;
import dev.aibridge.portal.snippet.Snippet;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Optional;

/// How to call the gateway: for a stranger in general, for a customer with their own key's name.
@Path("/docs")
@Produces(Portal.HTML)
public class DocsPage {

    /// The page.
    ///
    /// @param example the model that the programs name; none while none can be called
    /// @param own the reader's newest key, if they have one
    /// @param key what stands in the programs: the beginning of the reader's key, or a blank
    /// @param starter whole tokens that a newcomer is given; 0 for none
    record Docs(Optional<Offer> example, Optional<ApiKeyRow> own, String key, long starter)
            implements TemplateInstance {}

    /// All that the gateway answers when it says no.
    record Errors(List<GatewayError> errors) implements TemplateInstance {}

    private final Catalogue catalogue;
    private final SystemSettings settings;
    private final Visitor visitor;

    DocsPage(Catalogue catalogue, SystemSettings settings, Visitor visitor) {
        this.catalogue = catalogue;
        this.settings = settings;
        this.visitor = visitor;
    }

    /// From nothing to the first answer, and what to know after it.
    @GET
    @PermitAll
    public TemplateInstance docs() {
        Optional<ApiKeyRow> own = ownKey();
        return new Docs(
                Catalogue.toTry(offers(own)),
                own,
                own.map(ApiKeyRow::shown).orElse(Snippet.NO_KEY),
                settings.signUpOpen() ? settings.starterTokens() : 0);
    }

    private Optional<ApiKeyRow> ownKey() {
        return visitor.signedIn()
                ? ApiKeyRow.of(visitor.tenant()).stream().findFirst()
                : Optional.empty();
    }

    private List<Offer> offers(Optional<ApiKeyRow> own) {
        return own.map(key -> catalogue.offers(visitor.tenant(), key.allowedModels))
                .orElseGet(catalogue::offers);
    }

    /// Every code, what it means and what to do.
    @GET
    @Path("errors")
    @PermitAll
    public TemplateInstance errors() {
        return new Errors(List.of(GatewayError.values()));
    }
}
