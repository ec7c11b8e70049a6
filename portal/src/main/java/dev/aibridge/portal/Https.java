package dev.aibridge.portal;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// Makes the session's cookies and redirects `https` exactly when the portal's own address is.
public final class Https implements ConfigSourceFactory {

    private static final int BELOW_WHAT_THE_OPERATOR_SETS = 200;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String url = context.getValue("aibridge.portal.url").getValue();
        String secure = Boolean.toString(url != null && url.startsWith("https:"));
        return List.of(
                new PropertiesConfigSource(
                        Map.of(
                                "quarkus.oidc.authentication.cookie-force-secure",
                                secure,
                                "quarkus.oidc.authentication.force-redirect-https-scheme",
                                secure),
                        "https",
                        BELOW_WHAT_THE_OPERATOR_SETS));
    }
}
