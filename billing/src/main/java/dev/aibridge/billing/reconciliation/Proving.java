package dev.aibridge.billing.reconciliation;

import dev.aibridge.billing.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which proof is due: what is new, every time; everything, once a night.
@ApplicationScoped
public class Proving {

    /// The database's clock beside the end of the last proof of everything: replicas need not agree
    /// on the time.
    private static final String WHOLE = "SELECT now(), whole_at FROM billing.proof";

    private final Proof proof;
    private final ReconciliationSettings settings;
    private final InstantSource clock;
    private @Nullable Instant wholeNotBefore;

    /// Chooses by those settings.
    public Proving(Proof proof, ReconciliationSettings settings, InstantSource clock) {
        this.proof = proof;
        this.settings = settings;
        this.clock = clock;
    }

    /// Runs the one that is due. A proof of everything that failed is not tried again at once: it
    /// would fail again, and is a burden.
    public List<Invariant> run(Connection connection) throws SQLException {
        Instant before = wholeNotBefore;
        if ((before == null || !clock.instant().isBefore(before)) && isWholeDue(connection)) {
            wholeNotBefore = clock.instant().plus(settings.wholeProofRetry());
            return proof.runWhole(connection);
        }
        return proof.runNew(connection);
    }

    private boolean isWholeDue(Connection connection) throws SQLException {
        return Rows.first(
                        connection,
                        row ->
                                isWholeDue(
                                        row.getObject(1, OffsetDateTime.class),
                                        row.getObject(2, OffsetDateTime.class),
                                        settings.wholeProofAt()),
                        WHOLE)
                .orElseThrow();
    }

    /// Whether the time of day was passed since then.
    static boolean isWholeDue(OffsetDateTime now, @Nullable OffsetDateTime last, LocalTime at) {
        OffsetDateTime today =
                now.withOffsetSameInstant(ZoneOffset.UTC)
                        .toLocalDate()
                        .atTime(at)
                        .atOffset(ZoneOffset.UTC);
        OffsetDateTime due = today.isAfter(now) ? today.minusDays(1) : today;
        return last == null || last.isBefore(due);
    }
}
