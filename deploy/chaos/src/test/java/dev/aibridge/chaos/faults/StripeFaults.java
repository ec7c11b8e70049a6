package dev.aibridge.chaos.faults;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// What Stripe does wrong.
///
/// @param stripe through whom the sandbox Stripe is steered
/// @param told is told what happens, when it begins
record StripeFaults(Buyer stripe, Random random, Consumer<String> told) {

    private static final List<String> DELIVERIES =
            List.of(
                    "{\"drop\": true}",
                    "{\"copies\": 10, \"jitter_ms\": 500}",
                    "{\"delay_ms\": 1500}",
                    "{\"hold\": true}");

    List<Fault> all() {
        return List.of(this::webhooks, this::webhooks, this::fails, this::loses);
    }

    /// Stripe's events are lost, repeated, late, or in any order.
    private void webhooks() throws Exception {
        String how = DELIVERIES.get(random.nextInt(DELIVERIES.size()));
        told.accept("webhooks " + how);
        stripe.steer("release", "{\"order\": \"shuffled\"}");
        stripe.steer("webhooks", how);
    }

    private void fails() throws Exception {
        told.accept("Stripe answers 500");
        stripe.steer("faults", "{\"fault\": \"status\", \"code\": 500, \"times\": 6}");
    }

    /// What was asked is done, and nobody hears of it.
    private void loses() throws Exception {
        told.accept("Stripe's answers are lost");
        stripe.steer("faults", "{\"fault\": \"reset\", \"after_work\": true, \"times\": 6}");
    }

    /// Stripe is honest again, and all that it held is told.
    void heal() throws Exception {
        stripe.dropFaults();
        stripe.steer("webhooks", "{}");
        stripe.steer("release", "{\"order\": \"shuffled\"}");
    }
}
