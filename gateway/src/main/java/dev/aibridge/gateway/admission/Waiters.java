package dev.aibridge.gateway.admission;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Those who wait for one wallet's money, in order, and what they are to be told once the lease's
/// lock is free. Not safe for threads.
final class Waiters {

    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private final List<Runnable> told = new ArrayList<>();
    private @Nullable Waiter asking;

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// Who is served next.
    ///
    /// @throws java.util.NoSuchElementException when nobody waits
    Waiter first() {
        return waiting.element();
    }

    void add(Waiter waiter) {
        waiting.add(waiter);
    }

    /// What all of them need, as far as it can be asked for at once.
    long need() {
        long sum = 0;
        for (Waiter waiter : waiting) {
            sum = Math.min(Demand.LIMIT, sum + Math.min(Demand.LIMIT, waiter.need()));
        }
        return sum;
    }

    /// The first one asks the database, or with `false` nobody does.
    void ask(boolean first) {
        asking = first ? waiting.element() : null;
    }

    /// Whether the first one is still the one that asked.
    boolean firstWasAsking() {
        return asking != null && waiting.peek() == asking;
    }

    /// All of them now, so that some can be told and leave.
    void forEach(Consumer<Waiter> each) {
        new ArrayList<>(waiting).forEach(each);
    }

    /// Ends somebody's wait.
    void tell(Waiter waiter, HoldAnswer answer) {
        waiting.remove(waiter);
        told.add(() -> waiter.tell(answer));
    }

    /// Something to do once the lock is free.
    void afterwards(Runnable what) {
        told.add(what);
    }

    /// What is to be done now that the lock is free.
    List<Runnable> drain() {
        List<Runnable> now = told.isEmpty() ? List.of() : List.copyOf(told);
        told.clear();
        return now;
    }
}
