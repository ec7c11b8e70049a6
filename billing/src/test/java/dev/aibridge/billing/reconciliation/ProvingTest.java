package dev.aibridge.billing.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvingTest {

    private static final LocalTime THREE = LocalTime.of(3, 0);

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T02:59:59Z, 2026-11-20T03:00:00Z, false",
        "2026-11-21T02:59:59Z, 2026-11-20T02:59:59Z, true",
        "2026-11-21T03:00:00Z, 2026-11-20T03:05:00Z, true",
        "2026-11-21T03:00:00Z, 2026-11-21T03:00:00Z, false",
        "2026-11-21T05:30:00+02:00, 2026-11-20T23:00:00Z, true",
        "2026-11-21T04:30:00+02:00, 2026-11-20T23:00:00Z, false",
    })
    void everythingIsDueOnceANight(OffsetDateTime now, OffsetDateTime last, boolean due) {
        assertThat(Proving.isWholeDue(now, last, THREE)).isEqualTo(due);
    }

    @Test
    void whatWasNeverProvedIsDue() {
        assertThat(Proving.isWholeDue(OffsetDateTime.parse("2026-11-21T12:00:00Z"), null, THREE))
                .isTrue();
    }

    @Test
    void theFirstProofIsOfEverythingAndTheNextOfWhatIsNew() throws SQLException {
        try (Books books = Books.open();
                Connection connection = books.billing().getConnection()) {
            ReconciliationSettings settings = new ReaperTest.Ticks(12, 20);
            ReconciliationMetrics metrics = new ReconciliationMetrics(new SimpleMeterRegistry());
            Proving proving =
                    new Proving(new Proof(settings, metrics), settings, InstantSource.system());
            new Trade(books).go();
            assertThat(proving.run(connection)).isNotEmpty().allMatch(Invariant::ok);
            Object whole = books.ask("SELECT whole_at FROM billing.proof");
            assertThat(whole).isNotNull();
            assertThat(proving.run(connection)).isNotEmpty().allMatch(Invariant::ok);
            assertThat(books.ask("SELECT whole_at FROM billing.proof")).isEqualTo(whole);
        }
    }
}
