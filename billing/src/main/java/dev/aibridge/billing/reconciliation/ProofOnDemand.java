package dev.aibridge.billing.reconciliation;

import dev.aibridge.billing.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/// The last proof's verdict for whoever asks. Where that is old, because nothing proves every
/// minute, what is new is proved first, by one at a time.
@ApplicationScoped
public class ProofOnDemand {

    private static final String LAST =
            """
            SELECT f.code, f.ok, f.detail, p.judged_at
            FROM billing.proof p, jsonb_to_recordset(p.verdict) AS f (code text, ok boolean, detail text)
            """;

    private static final String FRESH =
            "SELECT FROM billing.proof WHERE judged_at > now() - ? * interval '1 ms'";

    private final DataSource database;
    private final Proof proof;
    private final ReconciliationSettings settings;
    private final ReentrantLock proving = new ReentrantLock();

    /// Proves in that database.
    public ProofOnDemand(DataSource database, Proof proof, ReconciliationSettings settings) {
        this.database = database;
        this.proof = proof;
        this.settings = settings;
    }

    /// The newest verdict; nothing while the very first proof is under way elsewhere.
    public Optional<Verdict> verdict() throws SQLException {
        proving.lock();
        try (Connection connection = database.getConnection()) {
            long age = settings.proofAge().toMillis();
            if (Rows.first(connection, row -> true, FRESH, age).isEmpty()) {
                proof.runNew(connection);
            }
            List<Map.Entry<Instant, Invariant>> last =
                    Rows.all(connection, ProofOnDemand::dated, LAST);
            return last.stream()
                    .findFirst()
                    .map(
                            one ->
                                    new Verdict(
                                            last.stream().map(Map.Entry::getValue).toList(),
                                            one.getKey()));
        } finally {
            proving.unlock();
        }
    }

    private static Map.Entry<Instant, Invariant> dated(ResultSet row) throws SQLException {
        return Map.entry(Rows.instant(row, 4), Proof.invariant(row));
    }
}
