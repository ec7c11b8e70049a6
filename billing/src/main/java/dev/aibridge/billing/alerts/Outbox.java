package dev.aibridge.billing.alerts;

import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.database.Transactions;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Deliveries that are due. Whoever takes one has it for a while; what became of it is written
/// after it was tried, so that one that got lost is tried again under the same id.
@ApplicationScoped
public class Outbox {

    private static final String TAKE =
            """
            UPDATE billing.delivery d SET due_at = now() + ? * interval '1 millisecond', attempts = attempts + 1
            FROM billing.alert a, accounts.tenant t
            WHERE d.id IN (SELECT id FROM billing.delivery WHERE state = 'due' AND due_at <= now()
                           ORDER BY due_at, id LIMIT ? FOR UPDATE SKIP LOCKED)
              AND a.id = d.alert_id AND t.id = d.tenant_id
            RETURNING d.id, d.endpoint_id, (SELECT url FROM billing.webhook_endpoint e WHERE e.id = d.endpoint_id),
              d.email, d.language, t.name, a.type, a.data::text,
              jsonb_build_object('id', a.id, 'type', a.type, 'createdAt', a.raised_at, 'data', a.data)::text
            """;

    private static final String ARRIVED =
            """
            UPDATE billing.delivery SET state = 'done', ended_at = now(), answer = ?
            WHERE id = ? AND state = 'due' RETURNING id
            """;

    /// The pause doubles with each attempt.
    private static final String FAILED =
            """
            UPDATE billing.delivery SET answer = ?,
              due_at = now() + least(? * power(2, least(attempts - 1, 30)), ?) * interval '1 millisecond',
              state = CASE WHEN late THEN 'given_up' ELSE 'due' END, ended_at = CASE WHEN late THEN now() END
            FROM (SELECT made_at < now() - ? * interval '1 millisecond' AS late FROM billing.delivery WHERE id = ?) o
            WHERE id = ? AND state = 'due' RETURNING id
            """;

    private final AgroalDataSource database;
    private final AlertSettings settings;

    /// The outbox in that database.
    public Outbox(AgroalDataSource database, AlertSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// Something to tell, and whom.
    ///
    /// @param endpoint `null` for a mail
    /// @param data of the alert, as JSON
    /// @param body of the webhook, always the same
    record Due(
            UUID id,
            @Nullable UUID endpoint,
            @Nullable String url,
            @Nullable String email,
            @Nullable String language,
            String tenant,
            String type,
            String data,
            String body) {}

    /// Takes some that nobody else has.
    List<Due> take() throws SQLException {
        return Transactions.call(
                database,
                connection ->
                        Rows.all(
                                connection,
                                Outbox::due,
                                TAKE,
                                settings.claim().toMillis(),
                                settings.batch()));
    }

    /// Writes what became of one.
    void tried(UUID id, Attempt attempt) throws SQLException {
        Transactions.call(
                database,
                connection ->
                        attempt.arrived()
                                ? Rows.first(
                                        connection,
                                        row -> row.getObject(1),
                                        ARRIVED,
                                        attempt.answer(),
                                        id)
                                : Rows.first(
                                        connection,
                                        row -> row.getObject(1),
                                        FAILED,
                                        attempt.answer(),
                                        settings.pause().toMillis(),
                                        settings.longestPause().toMillis(),
                                        settings.giveUp().toMillis(),
                                        id,
                                        id));
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9));
    }
}
