package dev.aibridge.chaos.faults;

import dev.aibridge.chaos.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// Strikes a system with every fault there is, in a random but repeatable order, each once before
/// any comes again, and heals each before the next.
final class Mischief {

    private final Random random;
    private final List<Regular> regulars;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> deck = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final StripeFaults stripe;
    private Duration longest = Duration.ZERO;

    /// @param buyer through whom the sandbox Stripe is steered
    /// @param regulars who tell when all is well again
    Mischief(World world, DatabaseClock clock, Buyer buyer, List<Regular> regulars, long seed) {
        this.random = new Random(seed);
        this.regulars = List.copyOf(regulars);
        Consumer<String> told = done::add;
        stripe = new StripeFaults(buyer, random, told);
        faults.addAll(new ProcessFaults(world, random, told).all());
        faults.addAll(new DatabaseFaults(world, clock, random, told).all());
        faults.addAll(stripe.all());
    }

    /// What was done, in its order.
    List<String> done() {
        return List.copyOf(done);
    }

    /// The longest time from the end of a fault to the next answer of each gateway.
    Duration longest() {
        return longest;
    }

    /// One more, until each gateway answers again.
    void strike() throws Exception {
        if (deck.isEmpty()) {
            deck.addAll(faults);
            Collections.shuffle(deck, random);
        }
        deck.removeLast().strike();
        long healed = System.nanoTime();
        regulars.forEach(Regular::awaitAnswer);
        Duration took = Duration.ofNanos(System.nanoTime() - healed);
        longest = took.compareTo(longest) > 0 ? took : longest;
    }

    /// Everything runs, and Stripe is honest again.
    void heal() throws Exception {
        stripe.heal();
    }
}
