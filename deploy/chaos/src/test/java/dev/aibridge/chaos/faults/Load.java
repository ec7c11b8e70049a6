package dev.aibridge.chaos.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// Customers that go on asking, whatever they get, until they are told to stop.
final class Load implements AutoCloseable {

    /// Between two requests of one customer: the machine that tests is small.
    private static final Duration THINKING = Duration.ofMillis(40);

    private final List<Thread> customers = new ArrayList<>();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    /// One request and what came of it.
    ///
    /// @param begunNanos by `System.nanoTime`
    record Call(Ask ask, Reply reply, long begunNanos, long endedNanos) {

        boolean isWithin(long fromNanos, long untilNanos) {
            return begunNanos >= fromNanos && endedNanos <= untilNanos;
        }
    }

    /// As many customers as asks, each of which repeats its own.
    Load(Client client, List<Ask> asks) {
        for (Ask ask : asks) {
            customers.add(Thread.ofVirtual().start(() -> goOn(client, ask)));
        }
    }

    private void goOn(Client client, Ask ask) {
        try {
            while (!stopping) {
                long begun = System.nanoTime();
                Reply reply = client.ask(ask);
                calls.add(new Call(ask, reply, begun, System.nanoTime()));
                TimeUnit.NANOSECONDS.sleep(THINKING.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What was asked and answered so far.
    List<Call> calls() {
        return List.copyOf(calls);
    }

    /// How many were answered in full since then.
    long finishedSince(long nanos) {
        return calls.stream()
                .filter(call -> call.begunNanos() >= nanos && call.reply().finished())
                .count();
    }

    /// Lets running requests end and asks no more.
    List<Call> stop() throws InterruptedException {
        close();
        for (Thread customer : customers) {
            customer.join();
        }
        return calls();
    }

    /// Asks no more; waits for nobody.
    @Override
    public void close() {
        stopping = true;
    }
}
