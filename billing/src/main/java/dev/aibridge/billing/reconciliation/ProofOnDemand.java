package dev.aibridge.billing.reconciliation;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The proof for whoever asks: one at a time, and who comes meanwhile gets the same answer.
@ApplicationScoped
public class ProofOnDemand {

    private final DataSource database;
    private final Proof proof;
    private final ReconciliationSettings settings;
    private final InstantSource clock;
    private final ReentrantLock proving = new ReentrantLock();
    private @Nullable Verdict last;

    /// Proves in that database.
    public ProofOnDemand(
            DataSource database,
            Proof proof,
            ReconciliationSettings settings,
            InstantSource clock) {
        this.database = database;
        this.proof = proof;
        this.settings = settings;
        this.clock = clock;
    }

    /// The last verdict while it is fresh, else a new one.
    public Verdict verdict() throws SQLException {
        proving.lock();
        try {
            Verdict known = last;
            if (known != null && clock.instant().isBefore(known.at().plus(settings.proofAge()))) {
                return known;
            }
            try (Connection connection = database.getConnection()) {
                Verdict found = new Verdict(proof.run(connection), clock.instant());
                last = found;
                return found;
            }
        } finally {
            proving.unlock();
        }
    }
}
