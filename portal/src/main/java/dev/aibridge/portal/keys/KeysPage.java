package dev.aibridge.portal.keys;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.catalog.Catalogue;
import dev.aibridge.portal.catalog.Offer;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The keys of a tenant, and the form for a new one.
@Path("/keys")
@Authenticated
@Produces(Portal.HTML)
public class KeysPage {

    /// The page.
    ///
    /// @param shown those that were looked for
    /// @param all how many there are
    /// @param away whether billing is
    /// @param open the form for a new key, while it is open
    /// @param made the new key, in the one answer that shows it
    /// @param news why there is no new one
    /// @param deleted whether one was just deleted
    record Keys(
            List<KeyView> shown,
            int all,
            int most,
            Search search,
            boolean away,
            @Nullable NewForm open,
            @Nullable Made made,
            @Nullable News news,
            boolean deleted)
            implements TemplateInstance {}

    /// What is looked for.
    ///
    /// @param text part of a name, or of what is shown of a key
    /// @param state its code; any when empty
    record Search(String text, String state) {

        static final Search ALL = new Search("", "");
    }

    /// The form for a new key and what it offers.
    record NewForm(Form form, List<String> models, int mostRpm) {}

    /// A new key.
    ///
    /// @param secret shown here and never again
    /// @param offer the model of its snippets; absent when it may call none
    record Made(ApiKeyRow row, String secret, Optional<Offer> offer, FirstRequest.Seen seen) {}

    /// Why there is no new key.
    ///
    /// @param before the one that the same form made before
    record News(String title, String why, @Nullable ApiKeyRow before) {}

    private final KeyList list;
    private final NewKey newKey;
    private final KeyChanges changes;
    private final FirstRequest first;
    private final Catalogue catalogue;
    private final Visitor visitor;
    private final int most;

    KeysPage(
            KeyList list,
            NewKey newKey,
            KeyChanges changes,
            FirstRequest first,
            Catalogue catalogue,
            Visitor visitor,
            PortalConfig config) {
        this.list = list;
        this.newKey = newKey;
        this.changes = changes;
        this.first = first;
        this.catalogue = catalogue;
        this.visitor = visitor;
        this.most = config.keys().most();
    }

    /// The list; with `?open=new` the form for a new one too.
    @GET
    public TemplateInstance list(
            @QueryParam("q") @DefaultValue("") String text,
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("done") @DefaultValue("") String done,
            @QueryParam("open") @DefaultValue("") String open) {
        boolean asks = open.equals("new");
        boolean opens = asks && !visitor.tenant().suspended();
        News no = asks && !opens ? suspended() : null;
        Search search = new Search(text.strip(), state);
        return page(search, opens ? form(newKey.blank()) : null, null, no, done.equals("deleted"));
    }

    /// Makes a key. Its secret is in this answer and in no other.
    @POST
    public Response create(MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, visitor.words(UiText.class));
        Optional<Wish> wish = newKey.wish(form);
        if (wish.isEmpty()) {
            return Response.status(422).entity(page(form, null)).build();
        }
        return switch (changes.create(wish.get())) {
            case Creation.Made(var row, var secret) ->
                    Response.ok(page(Search.ALL, null, made(row, secret.secret()), null, false))
                            .build();
            case Creation.MadeBefore(var row) -> refused(null, madeBefore(row));
            case Creation.TooMany() -> refused(form, tooMany());
            case Creation.Suspended() -> refused(form, suspended());
        };
    }

    private Response refused(@Nullable Form form, News news) {
        return Response.status(409).entity(page(form, news)).build();
    }

    private Made made(ApiKeyRow row, String secret) {
        List<Offer> offers = catalogue.offers(visitor.tenant(), row.allowedModels);
        Optional<Offer> offer = Catalogue.toTry(offers).or(() -> offers.stream().findFirst());
        return new Made(row, secret, offer, first.of(row, List.of()));
    }

    private News madeBefore(ApiKeyRow row) {
        KeysText words = words();
        return row.deletedAt == null
                ? new News(words.madeBefore(row.name), words.madeBeforeWhy(), row)
                : new News(words.madeBefore(row.name), words.madeBeforeGone(), null);
    }

    private News tooMany() {
        return new News(words().tooMany(most), words().tooManyWhy(), null);
    }

    private News suspended() {
        return new News(words().suspended(), words().suspendedWhy(), null);
    }

    private NewForm form(Form form) {
        return new NewForm(form, newKey.models(), newKey.mostRpm());
    }

    private Keys page(@Nullable Form form, @Nullable News news) {
        return page(Search.ALL, form == null ? null : form(form), null, news, false);
    }

    private Keys page(
            Search search,
            @Nullable NewForm form,
            @Nullable Made made,
            @Nullable News news,
            boolean deleted) {
        KeyList.Known known = list.all();
        List<KeyView> shown =
                known.keys().stream()
                        .filter(key -> key.matches(search.text(), search.state()))
                        .toList();
        int all = known.keys().size();
        return new Keys(shown, all, most, search, known.away(), form, made, news, deleted);
    }

    private KeysText words() {
        return visitor.words(KeysText.class);
    }
}
