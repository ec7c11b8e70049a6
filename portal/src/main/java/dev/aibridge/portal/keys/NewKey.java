package dev.aibridge.portal.keys;

import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.catalog.Catalogue;
import dev.aibridge.portal.catalog.Offer;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The form for a new key.
@RequestScoped
class NewKey {

    private static final String NEVER = "never";
    private static final Map<String, Duration> LIVES =
            Map.of(
                    "7", Duration.ofDays(7),
                    "30", Duration.ofDays(30),
                    "90", Duration.ofDays(90),
                    "365", Duration.ofDays(365));

    private final Catalogue catalogue;
    private final Visitor visitor;
    private final int mostRpm;

    NewKey(Catalogue catalogue, Visitor visitor, PortalConfig config) {
        this.catalogue = catalogue;
        this.visitor = visitor;
        this.mostRpm = config.keys().mostRpm();
    }

    /// The form as it is offered. Each carries a number of its own, so that it makes one key.
    Form blank() {
        return Form.blank(
                Map.of(
                        "request", UUID.randomUUID().toString(),
                        "expires", NEVER,
                        "rpm", Integer.toString(mostRpm())),
                visitor.words(UiText.class));
    }

    /// The most requests a minute that may be asked for.
    int mostRpm() {
        Integer tenants = visitor.tenant().rpm;
        return tenants == null ? mostRpm : Math.min(tenants, mostRpm);
    }

    /// The models that a key can be kept to.
    List<String> models() {
        return catalogue.offers(visitor.tenant(), null).stream().map(Offer::id).toList();
    }

    /// What a form asks for; nothing when something is wrong with it, which is noted.
    Optional<Wish> wish(Form form) {
        Optional<UUID> request = form.id("request");
        String name = form.line("name", ApiKeyRow.MAX_NAME);
        String expires = form.value("expires");
        if (!expires.equals(NEVER)) {
            form.choice("expires", LIVES.keySet());
        }
        int rpm = Math.toIntExact(form.whole("rpm", 1, mostRpm()).orElse(1));
        List<String> models = form.values("model").stream().distinct().toList();
        List<String> offered = models();
        if (!offered.containsAll(models)) {
            form.wrong("model", visitor.words(UiText.class).notOffered());
        }
        return form.right()
                ? request.map(id -> new Wish(id, name, end(expires), models, rpm))
                : Optional.empty();
    }

    private static @Nullable Instant end(String expires) {
        Duration life = LIVES.get(expires);
        return life == null ? null : Instant.now().plus(life);
    }
}
