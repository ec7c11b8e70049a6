package dev.aibridge.portal.channel;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.gateway.Gateway;
import dev.aibridge.portal.gateway.KeySource;
import dev.aibridge.portal.guard.Fresh;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Channels: what they serve, whether they answer, with whose key.
@Path("/admin/channels")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class ChannelPage {

    private static final String ID = "{id: [a-z0-9-]+}";
    private static final int UNPROCESSABLE = 422;

    /// All channels.
    ///
    /// @param askable whether they can be tested
    /// @param answered whether the gateway said where every key comes from
    record All(List<View> list, boolean askable, boolean answered) implements TemplateInstance {}

    /// One channel.
    ///
    /// @param form what its forms hold
    /// @param outcome of the live test that was just made
    /// @param done what was just changed, or nothing
    /// @param sealing whether keys can be stored
    /// @param askable whether it can be tested
    record One(
            View view,
            Form form,
            Optional<Outcome> outcome,
            String done,
            boolean sealing,
            boolean askable)
            implements TemplateInstance {}

    private final Visitor visitor;
    private final Channels channels;
    private final Views views;
    private final Vault vault;
    private final Gateway gateway;

    ChannelPage(Visitor visitor, Channels channels, Views views, Vault vault, Gateway gateway) {
        this.visitor = visitor;
        this.channels = channels;
        this.views = views;
        this.vault = vault;
        this.gateway = gateway;
    }

    /// The list.
    @GET
    public TemplateInstance all() {
        List<View> list = views.all();
        boolean answered = list.stream().allMatch(view -> view.source().isPresent());
        return new All(list, gateway.askable(), answered);
    }

    /// One of them.
    @GET
    @Path(ID)
    public TemplateInstance one(String id, @QueryParam("done") @DefaultValue("") String done) {
        View view = view(id);
        return page(view, Form.blank(before(view), ui()), Optional.empty(), done);
    }

    /// Whoever opens a form's address, or changes the language on it, gets the channel.
    @GET
    @Path(ID + "/{form: test|enabled|secret|address}")
    public Response back(String id) {
        return Response.seeOther(URI.create("/admin/channels/" + id)).build();
    }

    /// Makes one tiny call to the vendor.
    @POST
    @Path(ID + "/test")
    public Response test(String id, MultivaluedMap<String, String> typed) {
        View view = view(id);
        Form form = form(view, typed);
        String model = form.value("model");
        if (!model.isEmpty()) {
            form.choice("model", models(view));
        }
        if (!gateway.askable()) {
            form.wrong("model", says().noToken());
        }
        if (!form.right()) {
            return wrong(view, form);
        }
        Outcome outcome = Outcome.of(gateway.test(id, model.isEmpty() ? null : model), says());
        channels.tested(visitor.person(), id, outcome.code());
        return Response.ok(page(view, form, Optional.of(outcome), "")).build();
    }

    private static Set<String> models(View view) {
        return view.served().stream().map(Served::model).collect(Collectors.toSet());
    }

    /// Switches it on or off.
    @POST
    @Path(ID + "/enabled")
    public Response enable(String id, MultivaluedMap<String, String> typed) {
        View view = view(id);
        Form form = form(view, typed);
        String on = form.choice("enabled", Set.of("true", "false"));
        return form.right()
                ? answer(
                        view,
                        form,
                        "enabled",
                        channels.enable(visitor.person(), id, on.equals("true")))
                : wrong(view, form);
    }

    /// Stores a key.
    @POST
    @Path(ID + "/secret")
    @Fresh
    public Response storeKey(String id, MultivaluedMap<String, String> typed) {
        View view = view(id);
        Form form = form(view, typed);
        String key = key(form, "key");
        return form.right()
                ? answer(
                        view,
                        form,
                        "key",
                        channels.storeKey(visitor.person(), id, form.value("seen"), key))
                : wrong(view, form);
    }

    /// Forgets the stored key.
    @POST
    @Path(ID + "/secret/remove")
    @Fresh
    public Response removeKey(String id) {
        View view = view(id);
        channels.removeKey(visitor.person(), id);
        return done(view, "keyless");
    }

    /// Leads it to another address.
    @POST
    @Path(ID + "/address")
    @Fresh
    public Response move(String id, MultivaluedMap<String, String> typed) {
        View view = view(id);
        Form form = form(view, typed);
        String url = url(view, form);
        boolean keyed = view.stored() || !form.value("newKey").isEmpty();
        String key = keyed ? key(form, "newKey") : "";
        return form.right()
                ? answer(
                        view,
                        form,
                        "url",
                        channels.move(
                                visitor.person(), id, form.value("seen"), url, keyed ? key : null))
                : wrong(view, form);
    }

    private String url(View view, Form form) {
        String url = form.line("url", BaseUrl.MAX_CHARS);
        BaseUrl.flaw(url)
                .ifPresent(
                        flaw ->
                                form.wrong(
                                        "url",
                                        switch (flaw) {
                                            case MALFORMED -> says().urlMalformed();
                                            case CLEAR -> says().urlClear();
                                        }));
        if (url.equals(view.channel().baseUrl)) {
            form.wrong("url", says().urlSame());
        }
        // The environment's key can't be typed again, so it would follow to any address.
        if (view.source().isEmpty()) {
            form.wrong("url", says().sourceUnknown());
        } else if (view.source().get() == KeySource.ENVIRONMENT) {
            form.wrong("url", says().urlFixed(view.channel().credential));
        }
        return url;
    }

    private String key(Form form, String field) {
        String key = form.value(field);
        if (!vault.open()) {
            form.wrong(field, says().noKeyKey());
        } else if (key.isEmpty()) {
            form.wrong(field, ui().missing());
        } else if (!Vault.fits(key)) {
            form.wrong(field, says().keyUnfit(Vault.MAX_CHARS));
        }
        return key;
    }

    private Response answer(View view, Form form, String field, Change change) {
        return switch (change) {
            case DONE -> done(view, field);
            case MOVED -> {
                form.wrong(field, says().moved());
                yield wrong(view, form);
            }
            case UNUSABLE -> {
                form.wrong(field, says().urlUnusable());
                yield wrong(view, form);
            }
        };
    }

    private static Response done(View view, String what) {
        return Response.seeOther(URI.create(view.path() + "?done=" + what)).build();
    }

    private Response wrong(View view, Form form) {
        return Response.status(UNPROCESSABLE)
                .entity(page(view, form, Optional.empty(), ""))
                .build();
    }

    private One page(View view, Form form, Optional<Outcome> outcome, String done) {
        return new One(view, form, outcome, done, vault.open(), gateway.askable());
    }

    private View view(String id) {
        return views.find(id).orElseThrow(NotFoundException::new);
    }

    private Form form(View view, MultivaluedMap<String, String> typed) {
        return Form.of(typed, ui(), before(view));
    }

    private static Map<String, String> before(View view) {
        return Map.of("url", view.channel().baseUrl);
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }

    private ChannelsText says() {
        return visitor.words(ChannelsText.class);
    }
}
