package dev.aibridge.portal.caps;

import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.Cap;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A customer's form for the caps of a key, or of all keys together.
@ApplicationScoped
public class CapEditing {

    private static final int UNPROCESSABLE = 422;

    /// The form.
    ///
    /// @param key nothing when it is about all keys together
    record Edit(Optional<ApiKeyRow> key, Form form, List<CapForm.Field> fields, String zone)
            implements TemplateInstance {}

    private final Visitor visitor;
    private final Billing billing;
    private final CapForm caps;

    CapEditing(Visitor visitor, Billing billing, CapForm caps) {
        this.visitor = visitor;
        this.billing = billing;
        this.caps = caps;
    }

    /// The form as it stands.
    Edit edit(Optional<ApiKeyRow> key) {
        Map<Cap.Window, Cap> now = now(key);
        return page(key, caps.showing(now, CapForm.Kind.CAP), now);
    }

    /// Sends what was changed.
    ///
    /// @param then where to go when all of it was right
    Response set(Optional<ApiKeyRow> key, MultivaluedMap<String, String> typed, String then) {
        Map<Cap.Window, Cap> now = now(key);
        Form form = Form.of(typed, visitor.words(UiText.class));
        caps.save(form, now, CapForm.Kind.CAP, (window, micro) -> send(key, window, micro));
        return form.right()
                ? Response.seeOther(URI.create(then)).build()
                : Response.status(UNPROCESSABLE).entity(page(key, form, now)).build();
    }

    private void send(Optional<ApiKeyRow> key, Cap.Window window, Optional<Long> micro) {
        UUID tenant = visitor.tenant().id;
        String name = window.name().toLowerCase(Locale.ROOT);
        Cap.Wish wish = new Cap.Wish(micro);
        if (key.isPresent()) {
            billing.ask(api -> api.capKey(tenant, key.get().id, name, wish));
        } else {
            billing.ask(api -> api.capTenant(tenant, name, wish));
        }
    }

    private Map<Cap.Window, Cap> now(Optional<ApiKeyRow> key) {
        @Nullable UUID id = key.map(row -> row.id).orElse(null);
        return caps.now(visitor.tenant().id, id);
    }

    private Edit page(Optional<ApiKeyRow> key, Form form, Map<Cap.Window, Cap> now) {
        return new Edit(key, form, caps.fields(now, CapForm.Kind.CAP), visitor.tenant().timeZone);
    }
}
