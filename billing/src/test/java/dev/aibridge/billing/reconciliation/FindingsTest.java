package dev.aibridge.billing.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.audit.Admin;
import dev.aibridge.billing.books.Books;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What operators see of findings.
class FindingsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private double open(String what, String kind) {
        return meters.get("aibridge_findings").tags("what", what, "kind", kind).gauge().value();
    }

    @Test
    void theGaugeCountsWhatNobodyHasSettled() throws Exception {
        try (Books books = Books.open()) {
            Findings findings = new Findings(books.billing(), new ReconciliationMetrics(meters));
            findings.show();
            assertThat(open("stripe", "missing_there")).isZero();
            for (String subject : new String[] {"payment pi_1", "payment pi_2"}) {
                books.run(
                        "INSERT INTO billing.finding (what, kind, subject, day, unit, ours)"
                                + " VALUES ('stripe', 'missing_there', ?, current_date, 'USD', 300)",
                        subject);
            }
            findings.show();
            assertThat(open("stripe", "missing_there")).isEqualTo(2);
            assertThat(open("stripe", "missing_here")).isZero();
            assertThat(open("usage", "missing_there")).isZero();

            UUID first = findings.list(true, null, 1).getFirst().id();
            findings.resolve(first, new Admin(UUID.randomUUID(), "root"), "made by hand");
            assertThat(open("stripe", "missing_there")).isOne();
            assertThat(findings.list(true, null, 9)).hasSize(1);
            assertThat(findings.list(false, null, 9)).hasSize(2);
        }
    }
}
