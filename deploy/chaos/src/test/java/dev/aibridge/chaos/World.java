package dev.aibridge.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.common.money.Credits;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.KeyTerms;
import dev.aibridge.local.database.Proof;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.Options;
import dev.aibridge.local.stack.Stack;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// A running system with vendors that answer at once, and what a test asks of it: customers, what
/// was booked, what the vendors saw, the proof.
public final class World implements AutoCloseable {

    /// From an answer's end to its booking; far more than the promised second, since the machine
    /// that tests may be busy.
    private static final Duration SETTLED = Duration.ofSeconds(20);

    private final Stack stack;
    private final VendorLog vendors;

    private World(Stack stack) {
        this.stack = stack;
        this.vendors = new VendorLog(stack.url("sandbox"));
    }

    /// The one of this process, for tests that neither stop nor reconfigure a part of it.
    public static World shared() {
        return Shared.WORLD;
    }

    /// The same with everything in it: pages, sign-in, Stripe, mail.
    public static World complete() {
        return Complete.WORLD;
    }

    /// One of a test's own; the caller closes it.
    public static World start(Options options)
            throws StartFailed, IOException, InterruptedException {
        return new World(
                Stack.start(
                        options.withEnv("sandbox", "AIBRIDGE_SANDBOX_TTFT_MS", "0")
                                .withEnv("sandbox", "AIBRIDGE_SANDBOX_TOKENS_PER_SECOND", "0")));
    }

    /// Its processes.
    public Stack stack() {
        return stack;
    }

    /// Where customers call: `http://127.0.0.1:8080`.
    public String gateway() {
        return stack.url("gateway");
    }

    /// What the simulated vendors saw and bill.
    public VendorLog vendors() {
        return vendors;
    }

    /// A new customer with so many tokens and a key without limits of its own.
    public Customer customer(String name, long tokens) throws SQLException {
        return customer(name, Credits.ofTokens(tokens), KeyTerms.UNLIMITED);
    }

    /// A new customer.
    public Customer customer(String name, Credits credits, KeyTerms terms) throws SQLException {
        return stack.accounts().open(Customer.random(), name, credits, terms);
    }

    /// What a wallet holds by its ledger, running requests not counted.
    public Credits posted(Customer customer) throws SQLException {
        return stack.accounts().balance(customer.wallet()).posted();
    }

    /// What was booked for a customer, oldest first.
    public List<Booking> bookings(Customer customer) throws SQLException {
        return Booking.of(stack.database(), customer.wallet());
    }

    /// What a model's tokens cost by the newest price book.
    public Multipliers price(String model) throws SQLException {
        return Booking.price(stack.database(), model);
    }

    /// Waits until exactly so many requests of a customer are booked.
    public List<Booking> awaitBookings(Customer customer, int count) {
        return await("bookings of " + customer.wallet())
                .atMost(SETTLED)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> bookings(customer), booked -> booked.size() >= count);
    }

    /// Waits until so many requests are booked, then demands this very balance and the proof.
    public void assertSettled(Customer customer, int requests, Credits posted) throws SQLException {
        assertThat(awaitBookings(customer, requests)).hasSize(requests);
        assertThat(posted(customer)).isEqualTo(posted);
        assertProven();
    }

    /// Demands that every money invariant holds now.
    public void assertProven() throws SQLException {
        assertThat(stack.verify().results()).allMatch(Proof.Result::holds);
    }

    @Override
    public void close() throws IOException {
        stack.close();
    }

    private static final class Shared {

        private static final World WORLD = begin(Options.API);
    }

    private static final class Complete {

        private static final World WORLD = begin(Options.ALL);
    }

    private static World begin(Options options) {
        try {
            World world = start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(world::end));
            return world;
        } catch (StartFailed | IOException e) {
            throw new IllegalStateException("the shared system does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the shared system starts", e);
        }
    }

    private void end() {
        try {
            close();
        } catch (IOException e) {
            throw new IllegalStateException("the shared system's folder stays behind", e);
        }
    }
}
