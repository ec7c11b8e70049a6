package dev.aibridge.portal.guard;

import dev.aibridge.common.tenancy.KeyHash;
import dev.aibridge.portal.PortalConfig;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateGlobal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.CDI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// Proves that a form was made here, for this person, not long ago: `<second>.<HMAC of it all>`.
@ApplicationScoped
public class FormToken {

    /// The field that carries it.
    public static final String FIELD = "_form";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int MOST_DIGITS = 12;

    private final KeyHash hash;
    private final Duration life;
    private final Visitor visitor;

    FormToken(PortalConfig config, Visitor visitor) {
        this.hash = new KeyHash(config.formKey());
        this.life = config.formLife();
        this.visitor = visitor;
    }

    /// A token for a form that is being made.
    @TemplateGlobal
    static String formToken() {
        return CDI.current().select(FormToken.class).get().forVisitor();
    }

    String forVisitor() {
        return of(visitor.subject(), Instant.now());
    }

    String of(String subject, Instant at) {
        long second = at.getEpochSecond();
        return second + "." + BASE64.encodeToString(hash.of("form\n" + subject + "\n" + second));
    }

    /// Whether a token was made for that person within its life.
    boolean isGood(String token, String subject, Instant now) {
        int dot = token.indexOf('.');
        if (dot < 1 || dot > MOST_DIGITS || !token.substring(0, dot).matches("[0-9]+")) {
            return false;
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(token.substring(0, dot)));
        if (at.isAfter(now) || at.plus(life).isBefore(now)) {
            return false;
        }
        return MessageDigest.isEqual(
                of(subject, at).getBytes(StandardCharsets.UTF_8),
                token.getBytes(StandardCharsets.UTF_8));
    }
}
