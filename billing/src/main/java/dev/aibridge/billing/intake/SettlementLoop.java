package dev.aibridge.billing.intake;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/// Keeps settling while the process runs: at once while there is work, looking again soon when
/// there is none, more rarely while the database is away.
@ApplicationScoped
public class SettlementLoop {

    private static final Logger LOG = Logger.getLogger(SettlementLoop.class);

    private final Settlement settlement;
    private final SettlementSettings settings;
    private final SettlementMetrics metrics;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final List<Thread> settlers;

    /// A loop that isn't running yet.
    public SettlementLoop(
            Settlement settlement, SettlementSettings settings, SettlementMetrics metrics) {
        this.settlement = settlement;
        this.settings = settings;
        this.metrics = metrics;
        this.settlers =
                IntStream.range(0, settings.threads())
                        .mapToObj(
                                i -> Thread.ofPlatform().name("settler-" + i).unstarted(this::run))
                        .toList();
    }

    void start(@Observes StartupEvent event) {
        settlers.forEach(Thread::start);
    }

    /// Lets the batch in hand finish; what is left waits in the intake.
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        for (Thread settler : settlers) {
            if (!settler.join(settings.stop())) {
                LOG.warn("a batch did not finish in time; it will be settled again");
            }
        }
    }

    /// Whether every settler runs.
    public boolean isAlive() {
        return settlers.stream().allMatch(Thread::isAlive);
    }

    private void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                pause = settle(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Settles once; answers how long to wait before the next time.
    private Duration settle(Duration lastPause) {
        try {
            return settlement.settle() > 0 ? Duration.ZERO : settings.poll();
        } catch (SQLException | RuntimeException e) {
            metrics.failed();
            LOG.warnf("settlement is tried again: %s", e);
            Duration longer = settings.poll().plus(lastPause.multipliedBy(2));
            return longer.compareTo(settings.longestPause()) < 0 ? longer : settings.longestPause();
        }
    }
}
