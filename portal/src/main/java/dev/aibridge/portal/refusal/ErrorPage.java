package dev.aibridge.portal.refusal;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/// Makes the page for every way to say no.
@RequestScoped
public class ErrorPage {

    /// A whole page: one sentence, why, one action.
    record Page(int status, String title, String why, Action action, String requestId)
            implements TemplateInstance {}

    /// The same in a few lines, where htmx asked for a part of a page.
    record Part(String title, String why, Action action, String requestId)
            implements TemplateInstance {}

    /// What somebody typed before their session ended, to be sent again.
    record Kept(String path, List<Entry> typed, String requestId) implements TemplateInstance {}

    /// One field of a form.
    record Entry(String name, String value) {}

    /// Where to go from here.
    record Action(String label, String path) {}

    private final Visitor visitor;
    private final RoutingContext request;

    ErrorPage(Visitor visitor, RoutingContext request) {
        this.visitor = visitor;
        this.request = request;
    }

    /// The page of a status.
    public Response of(int status) {
        UiText words = words();
        return switch (status) {
            case 401 -> page(status, words.error401(), words.error401Why(), signIn());
            case 403 -> page(status, words.error403(), words.error403Why(), home());
            case 404 -> page(status, words.error404(), words.error404Why(), home());
            case 405 -> page(status, words.error405(), words.error405Why(), home());
            case 409 -> page(status, words.error409(), words.error409Why(), again());
            case 413 -> page(status, words.error413(), words.error413Why(), home());
            case 429 -> page(status, words.error429(), words.error429Why(), again());
            case 503 -> page(status, words.error503(), words.error503Why(), again());
            default ->
                    status >= 500
                            ? page(status, words.error500(), words.error500Why(), home())
                            : page(status, words.error400(), words.error400Why(), home());
        };
    }

    /// A form that is too old, or not ours.
    public Response foreignForm() {
        return page(403, words().errorForm(), words().errorFormWhy(), home());
    }

    /// Keycloak is away, so nobody can sign in.
    public Response signInAway() {
        return page(503, words().signInAway(), words().signInAwayWhy(), again());
    }

    /// No newcomers are taken.
    public Response signUpClosed() {
        return page(403, words().signUpClosed(), words().signUpClosedWhy(), home());
    }

    /// Their e-mail address is not confirmed.
    public Response unverified() {
        Action out = new Action(words().signOut(), "/sign-out");
        return page(403, words().unverified(), words().unverifiedWhy(), out);
    }

    /// Their tenant is closed.
    public Response tenantClosed() {
        return page(403, words().tenantClosed(), words().tenantClosedWhy(), home());
    }

    /// The session ended while a form was filled in: what was typed can be sent again.
    ///
    /// @param typed every field as it was sent, the form token too
    public Response signedOut(Map<String, List<String>> typed) {
        List<Entry> entries =
                typed.entrySet().stream()
                        .flatMap(e -> e.getValue().stream().map(v -> new Entry(e.getKey(), v)))
                        .toList();
        return html(401, new Kept(request.normalizedPath(), entries, RequestId.of(request)));
    }

    private Response page(int status, String title, String why, Action action) {
        String id = RequestId.of(request);
        return html(
                status,
                visitor.partly()
                        ? new Part(title, why, action, id)
                        : new Page(status, title, why, action, id));
    }

    private static Response html(int status, TemplateInstance page) {
        // Rendered at once: nothing may fail after this.
        return Response.status(status).type(Portal.HTML).entity(page.render()).build();
    }

    private UiText words() {
        return visitor.words(UiText.class);
    }

    private Action home() {
        return visitor.signedIn()
                ? new Action(words().toOverview(), "/overview")
                : new Action(words().toHome(), "/");
    }

    private Action again() {
        return new Action(words().retry(), visitor.place());
    }

    private Action signIn() {
        return new Action(words().signIn(), "/sign-in");
    }
}
