package dev.aibridge.billing.api;

import dev.aibridge.billing.books.Server;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What billing runs on in tests: a database of its own and an issuer of tokens.
public final class House implements QuarkusTestResourceLifecycleManager {

    static final String DATABASE = "test.database";
    static final String ISSUER = "test.issuer";
    static final String KEY = "test.key";

    /// Set when the issuer is not to run.
    static final String AWAY = "away";

    private @Nullable Issuer issuer;
    private boolean away;

    @Override
    public void init(Map<String, String> options) {
        away = options.containsKey(AWAY);
    }

    @Override
    public Map<String, String> start() {
        try {
            String database = Server.newDatabase();
            KeyPair keys = Tokens.newKeys();
            Issuer started = Issuer.of(keys.getPrivate(), 0);
            if (away) {
                started.close();
            } else {
                issuer = started;
            }
            String key = Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
            return Map.ofEntries(
                    Map.entry("quarkus.datasource.jdbc.url", "jdbc:" + database),
                    Map.entry("quarkus.datasource.password", Server.BILLING_PASSWORD),
                    Map.entry("quarkus.oidc.auth-server-url", started.url()),
                    // Whatever the developer's own environment has: no test asks a real vendor.
                    Map.entry("OPENAI_ADMIN_KEY", ""),
                    Map.entry("ANTHROPIC_ADMIN_KEY", ""),
                    Map.entry("DEEPSEEK_ADMIN_KEY", ""),
                    Map.entry("QWEN_ADMIN_KEY", ""),
                    Map.entry("MOONSHOT_ADMIN_KEY", ""),
                    Map.entry(DATABASE, database),
                    Map.entry(ISSUER, started.url()),
                    Map.entry(KEY, key));
        } catch (SQLException | IOException | GeneralSecurityException e) {
            throw new IllegalStateException("billing has nothing to run on", e);
        }
    }

    @Override
    public void stop() {
        Issuer started = issuer;
        if (started != null) {
            started.close();
        }
    }
}
