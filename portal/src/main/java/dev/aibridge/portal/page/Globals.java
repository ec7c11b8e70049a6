package dev.aibridge.portal.page;

import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.accounts.SystemSettings;
import dev.aibridge.portal.format.Format;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.TemplateGlobal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Locale;
import java.util.Optional;

/// What every template may use without being given it.
@ApplicationScoped
class Globals {

    /// Who reads.
    @TemplateGlobal
    static Visitor visitor() {
        return CDI.current().select(Visitor.class).get();
    }

    /// How they read numbers and times.
    @TemplateGlobal
    static Format fmt() {
        return visitor().format();
    }

    /// Where customers' programs reach the gateway.
    @TemplateGlobal
    static String gatewayUrl() {
        return CDI.current().select(PortalConfig.class).get().gatewayUrl().toString();
    }

    /// Whom people ask.
    @TemplateGlobal
    static Optional<Contact> support() {
        return CDI.current().select(SystemSettings.class).get().supportContact().map(Contact::new);
    }

    /// Every template speaks the reader's language.
    void speak(@Observes EngineBuilder engine) {
        engine.addTemplateInstanceInitializer(
                template -> template.setLocale(Locale.of(visitor().language().code())));
    }
}
