package dev.aibridge.portal.accounts;

import dev.aibridge.portal.PortalConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.PersistenceException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/// What admins set for the whole system. Every page asks, the error pages too, so it is read in the
/// background; while the database is away it is as last read.
@ApplicationScoped
public class SystemSettings {

    /// An e-mail address or a URL.
    public static final String SUPPORT_CONTACT = "support_contact";

    /// `open` or `closed`.
    public static final String SIGN_UP = "sign_up";

    /// Whole tokens for a newcomer.
    public static final String STARTER_TOKENS = "starter_tokens";

    /// Starter tokens unless an admin says otherwise.
    public static final long STARTER_TOKENS_DEFAULT = 100_000;

    private static final Logger LOG = Logger.getLogger(SystemSettings.class);

    private final PortalConfig config;
    private final Vertx vertx;
    private volatile Map<String, String> values = Map.of();
    private volatile long timer;

    SystemSettings(PortalConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    void begin(@Observes StartupEvent start) {
        readQuietly();
        timer =
                vertx.setPeriodic(
                        config.settingsLife().toMillis(),
                        tick -> vertx.executeBlocking(this::readQuietly));
    }

    void end(@Observes ShutdownEvent stop) {
        vertx.cancelTimer(timer);
    }

    /// Whom people ask, if anybody.
    public Optional<String> supportContact() {
        return value(SUPPORT_CONTACT).or(config::supportContact).filter(text -> !text.isBlank());
    }

    /// Whether newcomers may sign up.
    public boolean signUpOpen() {
        return !value(SIGN_UP).equals(Optional.of("closed"));
    }

    /// What a newcomer is given, in whole tokens.
    public long starterTokens() {
        return value(STARTER_TOKENS).map(Long::parseLong).orElse(STARTER_TOKENS_DEFAULT);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// Reads anew at once: somebody here has just changed one.
    public void read() {
        values =
                QuarkusTransaction.requiringNew()
                        .call(
                                () ->
                                        SystemSetting.<SystemSetting>listAll().stream()
                                                .collect(
                                                        Collectors.toUnmodifiableMap(
                                                                one -> one.name,
                                                                one -> one.value)));
    }

    private boolean readQuietly() {
        try {
            read();
            return true;
        } catch (PersistenceException | QuarkusTransactionException e) {
            LOG.warnf("the system settings can't be read: %s", e.getMessage());
            return false;
        }
    }
}
