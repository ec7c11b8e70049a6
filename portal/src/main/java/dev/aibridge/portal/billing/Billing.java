package dev.aibridge.portal.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Asks billing in the name of who is signed in: `billing.ask(api -> api.wallet(tenant))`.
@ApplicationScoped
public class Billing {

    private static final Logger LOG = Logger.getLogger(Billing.class);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final BillingApi api;

    Billing(@RestClient BillingApi api) {
        this.api = api;
    }

    /// Asks a question or gives an order.
    ///
    /// @throws BillingRefused when billing says no
    /// @throws BillingAway when it does not answer
    public <T> T ask(Function<BillingApi, T> question) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                return question.apply(api);
            } catch (ProcessingException e) {
                throw new BillingAway("billing does not answer: " + e.getMessage(), e);
            } catch (BillingRefused e) {
                awaitFirst(e, end);
            }
        }
    }

    /// A form that was sent twice at once: the second waits for the first one's answer.
    private static void awaitFirst(BillingRefused refused, long end) {
        if (!refused.is("idempotency_key_in_use")) {
            throw refused;
        }
        if (System.nanoTime() - end > 0) {
            throw new BillingAway("billing is still at it: " + refused.getMessage());
        }
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    /// Gives an order that is answered with nothing.
    ///
    /// @throws BillingRefused when billing says no
    /// @throws BillingAway when it does not answer
    public void tell(Consumer<BillingApi> order) {
        ask(
                asked -> {
                    order.accept(asked);
                    return true;
                });
    }

    /// Asks what a page can stand without: nothing while billing is away.
    ///
    /// @throws BillingRefused when billing says no
    public <T> Optional<T> tryAsk(Function<BillingApi, T> question) {
        try {
            return Optional.of(ask(question));
        } catch (BillingAway e) {
            LOG.warn(e.getMessage());
            return Optional.empty();
        }
    }
}
