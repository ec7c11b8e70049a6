package dev.aibridge.billing.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells Stripe's webhooks from anybody else's. Guards stripe-java's check, which throws on
/// malformed headers, takes any time in the future and takes an empty secret.
@ApplicationScoped
public class Signatures {

    /// One time and one signature or more, each `scheme=value`; old schemes may be among them.
    private static final Pattern HEADER =
            Pattern.compile("t=([0-9]{1,12})(,(?!t=)[a-z0-9]{1,8}=[0-9a-fA-F]{1,128}){1,16}");

    private final String secret;
    private final Duration tolerance;
    private final InstantSource clock;

    /// Signatures with our secret.
    public Signatures(StripeKeys keys, StripeSettings settings, InstantSource clock) {
        this.secret = keys.webhookSecret();
        this.tolerance = settings.tolerance();
        this.clock = clock;
    }

    /// Whether Stripe signed that body a short while ago.
    ///
    /// @param header of `Stripe-Signature`
    public boolean isGenuine(String body, @Nullable String header) {
        Matcher parts = HEADER.matcher(header == null ? "" : header);
        if (!parts.matches()) {
            return false;
        }
        long latest = clock.instant().plus(tolerance).getEpochSecond();
        return Long.parseLong(parts.group(1)) <= latest && isSigned(body, parts.group());
    }

    private boolean isSigned(String body, String header) {
        try {
            Clock now = Clock.fixed(clock.instant(), ZoneOffset.UTC);
            return Webhook.Signature.verifyHeader(body, header, secret, tolerance.toSeconds(), now);
        } catch (SignatureVerificationException e) {
            return false;
        }
    }
}
