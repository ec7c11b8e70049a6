package dev.aibridge.billing.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryRetentionTest {

    private Books books;
    private UUID tenant;

    @BeforeEach
    void open() throws SQLException {
        books = Books.open();
        tenant = books.wallet(0).tenant();
    }

    @AfterEach
    void close() {
        books.close();
    }

    /// An alert of so many days ago with a mail that is in that state since.
    private void alert(String type, int daysAgo, String state) throws SQLException {
        books.run(
                """
                WITH alert AS (
                  INSERT INTO billing.alert (tenant_id, type, data, raised_at)
                  VALUES (?, ?, '{}', now() - make_interval(days => ?)) RETURNING *)
                INSERT INTO billing.delivery (tenant_id, alert_id, email, language, state, made_at, ended_at)
                SELECT tenant_id, id, 'a@example.com', 'en', ?, raised_at,
                  CASE WHEN ? <> 'due' THEN raised_at END FROM alert
                """,
                tenant,
                type,
                daysAgo,
                state,
                state);
    }

    private void remove() {
        RetentionSettings settings =
                new SmallRyeConfigBuilder()
                        .withMapping(RetentionSettings.class)
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .build()
                        .getConfigMapping(RetentionSettings.class);
        new DeliveryRetention(books.billing(), settings).removeOldDeliveries();
    }

    @Test
    void whatEndedLongAgoGoesAndTheRestStays() throws SQLException {
        alert("old and done", 91, "done");
        alert("old and given up", 91, "given_up");
        alert("old and due", 91, "due");
        alert("young and done", 89, "done");
        books.run(
                "INSERT INTO billing.alert (tenant_id, type, data, raised_at)"
                        + " VALUES (?, 'told nobody', '{}', now() - interval '91 days')",
                tenant);
        remove();
        assertThat(books.rows("SELECT type FROM billing.alert ORDER BY type"))
                .containsExactly(List.of("old and due"), List.of("young and done"));
        assertThat(books.number("SELECT count(*) FROM billing.delivery")).isEqualTo(2);
    }

    @Test
    void aCrowdGoesInParts() throws SQLException {
        books.run(
                """
                INSERT INTO billing.alert (tenant_id, type, data, raised_at)
                SELECT ?, 'x', '{}', now() - interval '91 days' FROM generate_series(1, 2500)
                """,
                tenant);
        remove();
        assertThat(books.number("SELECT count(*) FROM billing.alert")).isZero();
    }
}
