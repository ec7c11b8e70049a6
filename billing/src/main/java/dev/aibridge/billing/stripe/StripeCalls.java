package dev.aibridge.billing.stripe;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.service.V1Services;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// Stripe's client, and what its failures mean.
@ApplicationScoped
class StripeCalls {

    /// The first call with this key, which may yet succeed, has not ended.
    private static final int UNDER_WAY = 409;

    private final StripeClient client;
    private final Semaphore calls;

    /// Those of our account.
    StripeCalls(StripeSettings settings, StripeKeys keys) {
        tellNothing();
        client =
                StripeClient.builder()
                        .setApiKey(keys.secretKey())
                        .setApiBase(withoutSlash(settings.baseUrl().toString()))
                        .setConnectTimeout(millis(settings.connectTimeout()))
                        .setReadTimeout(millis(settings.readTimeout()))
                        .setMaxNetworkRetries(settings.retries())
                        .build();
        calls = new Semaphore(settings.concurrency());
    }

    /// No header that tells Stripe how long the call before took.
    private static void tellNothing() {
        Stripe.enableTelemetry = false;
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    interface Call<T> {
        T make(V1Services stripe) throws StripeException;
    }

    /// Makes a call.
    ///
    /// @throws StripeAway when its outcome is unknown
    /// @throws StripeRefusal when Stripe says no
    <T> T ask(Call<T> call) {
        if (!calls.tryAcquire()) {
            throw new StripeAway("too many calls to Stripe are waiting for an answer");
        }
        try {
            return call.make(client.v1());
        } catch (ApiConnectionException | RateLimitException e) {
            throw new StripeAway("Stripe did not answer", e);
        } catch (ApiException e) {
            throw new StripeAway("Stripe answered %d".formatted(e.getStatusCode()), e);
        } catch (StripeException e) {
            if (e.getStatusCode() == UNDER_WAY) {
                throw new StripeAway("Stripe is still at work on the same call", e);
            }
            throw new StripeRefusal(e);
        } finally {
            calls.release();
        }
    }
}
