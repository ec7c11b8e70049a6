package dev.aibridge.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.KeyTerms;
import dev.aibridge.local.database.Proof;
import dev.aibridge.local.process.Part;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What befalls PostgreSQL and the way to it: restarts and crashes, processes that are cut off
/// alone, answers that get lost, an event that can't be booked, a clock that is set.
///
/// @param told is told what happens, when it begins
record DatabaseFaults(World world, DatabaseClock clock, Random random, Consumer<String> told) {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration BOOKED = Duration.ofSeconds(20);
    private static final Duration ASKED = Duration.ofSeconds(3);
    private static final Credits FUNDS = Credits.ofTokens(1_000_000);
    private static final List<String> CLIENTS = List.of("gateway", "gateway-2", "billing");

    private static final String QUARANTINED = "SELECT id::text FROM usage.quarantine";

    List<Fault> all() {
        return List.of(
                this::restart,
                this::crash,
                this::endSessions,
                () -> cutOff("gateway", 6_000),
                () -> cutOff("gateway-2", 2_000),
                () -> cutOff("billing", 3_000),
                this::hold,
                () -> loseAnswers("billing", "COMMIT\0"),
                () -> loseAnswers("gateway", "SELECT 1\0"),
                this::poison,
                this::stepClock);
    }

    private Part postgres() {
        return world.stack().part("postgres").orElseThrow();
    }

    private void restart() throws Exception {
        told.accept("restart postgres");
        postgres().restart(START);
    }

    /// One of its processes dies, and it ends all others to recover.
    private void crash() throws Exception {
        told.accept("crash postgres");
        long pid =
                Reckoning.number(
                        world,
                        "SELECT pid FROM pg_stat_activity WHERE usename = 'aibridge_billing' LIMIT 1");
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
        postgres().awaitReady(START);
    }

    private void endSessions() throws Exception {
        told.accept("end all sessions");
        DatabaseClock.endSessions(world);
    }

    /// Nobody else notices.
    private void cutOff(String name, int most) throws Exception {
        int millis = 500 + random.nextInt(most);
        told.accept("cut " + name + " off from postgres " + millis + " ms");
        Cable cable = Shared.cable(name);
        cable.cut();
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } finally {
            cable.mend();
        }
    }

    /// Nothing arrives, and then all of it.
    private void hold() throws Exception {
        String name = CLIENTS.get(random.nextInt(CLIENTS.size()));
        int millis = 200 + random.nextInt(2_000);
        told.accept("hold " + name + "'s way to postgres " + millis + " ms");
        Cable cable = Shared.cable(name);
        cable.hold();
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } finally {
            cable.mend();
        }
    }

    /// Reset between the work and the word that it is done, as inside COMMIT.
    private void loseAnswers(String name, String tag) throws Exception {
        int times = 1 + random.nextInt(5);
        told.accept("lose " + times + " answers " + tag.trim() + " to " + name);
        Cable cable = Shared.cable(name);
        cable.lose(tag, times);
        try {
            await().atMost(ASKED).until(() -> cable.toLose() == 0);
        } finally {
            cable.mend();
        }
    }

    /// An event that can't be booked waits alone, until its cause is gone and it is shipped again.
    private void poison() throws Exception {
        told.accept("poison an event");
        Customer customer = world.customer("Poisoned", FUNDS, KeyTerms.UNLIMITED);
        Reckoning.run(
                world,
                "ALTER TABLE usage.event ADD CONSTRAINT poisoned CHECK (wallet_id <> '%s') NOT VALID"
                        .formatted(customer.wallet()));
        try (Client client = new Client(world.gateway(), customer)) {
            Reply reply = client.ask(Ask.whole("Be short. [[tokens=5]]"));
            assertThat(reply.finished()).as("%s", reply).isTrue();
            await("quarantine")
                    .atMost(BOOKED)
                    .until(() -> Reckoning.texts(world, QUARANTINED), ids -> !ids.isEmpty());
            assertThat(Reckoning.texts(world, QUARANTINED)).containsExactly(reply.id().toString());
            assertThat(world.stack().verify().results())
                    .filteredOn(result -> !result.holds())
                    .extracting(Proof.Result::code)
                    .containsExactly("Q1");
        } finally {
            Reckoning.run(world, "ALTER TABLE usage.event DROP CONSTRAINT poisoned");
        }
        Reckoning.run(
                world,
                "INSERT INTO usage.intake (id, holder_id, seq, body)"
                        + " SELECT id, holder_id, seq, body FROM usage.quarantine");
        Credits paid = world.awaitBookings(customer, 1).getFirst().paid();
        assertThat(world.posted(customer)).isEqualTo(FUNDS.minus(paid));
        assertThat(Reckoning.texts(world, QUARANTINED)).isEmpty();
    }

    /// An hour there, and back.
    private void stepClock() throws Exception {
        int hours = random.nextBoolean() ? 1 : -1;
        int millis = 500 + random.nextInt(2_000);
        told.accept("step postgres' clock by %+d h for %d ms".formatted(hours, millis));
        clock.step(Duration.ofHours(hours));
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } finally {
            clock.step(Duration.ZERO);
        }
    }
}
