package dev.aibridge.chaos.faults;

import static org.awaitility.Awaitility.await;

import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.local.database.Customer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// A customer with plenty of tokens who asks one gateway all through a run: what it gets tells how
/// that gateway is, and each of its answers must be booked once, to the micro-token.
final class Regular implements AutoCloseable {

    private static final Credits FUNDS = Credits.ofTokens(500_000_000);
    private static final Duration FIRST_SUCCESS = Duration.ofSeconds(10);
    private static final List<Ask> ASKS =
            List.of(
                    Ask.whole("Be short. [[tokens=5]]"),
                    Ask.whole("Be brief. [[tokens=8]]"),
                    Ask.whole("Tell all. [[tokens=30]] [[pace=60]]"),
                    Ask.streamed("Talk on. [[tokens=60]] [[pace=60]]"));

    private final World world;
    private final Customer customer;
    private final Client client;
    private final Load load;

    private Regular(World world, Customer customer, String gateway) {
        this.world = world;
        this.customer = customer;
        this.client = new Client(world.stack().url(gateway), customer);
        this.load = new Load(client, ASKS);
    }

    /// One that begins to ask that gateway now.
    static Regular at(World world, String gateway) throws SQLException {
        long tokens = FUNDS.micro() / Credits.ofTokens(1).micro();
        return new Regular(world, world.customer("Regular of " + gateway, tokens), gateway);
    }

    /// Waits for an answer to a question that is asked from now on.
    void awaitAnswer() {
        long now = System.nanoTime();
        await("an answer after all is healed")
                .atMost(FIRST_SUCCESS)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> load.finishedSince(now) > 0);
    }

    /// Asks no more, and waits until what was answered is booked: see [Reckoning#of].
    Reckoning reckon() throws SQLException, InterruptedException {
        return Reckoning.of(world, customer, FUNDS, load.stop());
    }

    @Override
    public void close() {
        load.close();
        client.close();
    }
}
