package dev.aibridge.billing.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an admin did.
///
/// @param actor the subject of their token
/// @param action noun.verb, as in `wallet.credit`
/// @param tenant whose; `null` when it is nobody's
/// @param target what was changed
/// @param reason in their own words
/// @param detail a JSON object: what was before and after, never a secret
public record Act(
        UUID actor,
        String actorName,
        String action,
        @Nullable UUID tenant,
        String target,
        @Nullable String reason,
        String detail) {

    private static final String APPEND =
            """
            INSERT INTO audit.entry (actor, actor_name, action, tenant_id, target, reason, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?::jsonb)
            """;

    /// Appends it to the audit log, in the transaction of what it tells of.
    public void append(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(APPEND)) {
            insert.setObject(1, actor);
            insert.setString(2, actorName);
            insert.setString(3, action);
            insert.setObject(4, tenant);
            insert.setString(5, target);
            insert.setString(6, reason);
            insert.setString(7, detail);
            insert.executeUpdate();
        }
    }
}
