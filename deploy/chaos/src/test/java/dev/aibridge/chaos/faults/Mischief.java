package dev.aibridge.chaos.faults;

import dev.aibridge.chaos.World;
import dev.aibridge.local.process.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Kills, pauses and cuts off the processes of a system in a random but repeatable order, and heals
/// each before the next.
final class Mischief {

    private static final Duration START = Duration.ofSeconds(60);

    private final World world;
    private final Buyer stripe;
    private final Random random;
    private final List<String> done = new ArrayList<>();

    /// @param stripe through whom the sandbox Stripe is steered
    Mischief(World world, Buyer stripe, long seed) {
        this.world = world;
        this.stripe = stripe;
        this.random = new Random(seed);
    }

    /// What was done, in its order.
    List<String> done() {
        return List.copyOf(done);
    }

    /// One more.
    void strike() throws Exception {
        switch (random.nextInt(10)) {
            case 0, 1 -> kill("billing");
            case 2 -> pause("billing", 3_000);
            case 3 -> kill("gateway");
            case 4 -> pause("gateway", 6_000);
            case 5 -> pause("gateway-2", 2_000);
            case 6 -> restart("postgres");
            case 7 -> restart("redis");
            case 8 -> webhooks();
            default -> stripeFails();
        }
        breathe(500 + random.nextInt(1_500));
    }

    private static void breathe(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    private Part part(String name) {
        return world.stack().part(name).orElseThrow();
    }

    private void kill(String name) throws Exception {
        done.add("kill " + name);
        Part part = part(name);
        part.kill();
        part.start();
        part.awaitReady(START);
    }

    private void restart(String name) throws Exception {
        done.add("restart " + name);
        part(name).restart(START);
    }

    private void pause(String name, int most) throws Exception {
        int millis = 500 + random.nextInt(most);
        done.add("pause " + name + " " + millis + " ms");
        Part part = part(name);
        part.pause();
        try {
            breathe(millis);
        } finally {
            part.resume();
        }
    }

    /// Stripe's events are lost, repeated, late, or in any order.
    private void webhooks() throws Exception {
        String how =
                List.of(
                                "{\"drop\": true}",
                                "{\"copies\": 10, \"jitter_ms\": 500}",
                                "{\"delay_ms\": 1500}",
                                "{\"hold\": true}")
                        .get(random.nextInt(4));
        done.add("webhooks " + how);
        stripe.steer("release", "{\"order\": \"shuffled\"}");
        stripe.steer("webhooks", how);
    }

    private void stripeFails() throws Exception {
        done.add("Stripe answers 500");
        stripe.steer("faults", "{\"fault\": \"status\", \"code\": 500, \"times\": 6}");
    }

    /// Everything runs, and Stripe is honest again.
    void heal() throws Exception {
        stripe.dropFaults();
        stripe.steer("webhooks", "{}");
        stripe.steer("release", "{\"order\": \"shuffled\"}");
    }
}
