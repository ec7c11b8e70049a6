package dev.aibridge.local.database;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/// Models, channels and prices, changed as the portal will.
///
/// @param database signed in as the owner
public record Catalogue(Database database) {

    /// Adds a chat model on a channel, with its price in a new book that is valid at once.
    ///
    /// @param upstreamModel as the vendor calls it
    public void addModel(String id, String channel, String upstreamModel, Multipliers multipliers)
            throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            run(
                    connection,
                    """
                    INSERT INTO catalog.model
                      (id, provider, type, context_tokens, max_output_tokens, status, strengths, position)
                    SELECT ?, provider, 'chat', 128000, 16384, 'available', '', 1000
                    FROM catalog.channel WHERE id = ?""",
                    id,
                    channel);
            run(
                    connection,
                    """
                    INSERT INTO catalog.channel_model (channel_id, model_id, upstream_model)
                    VALUES (?, ?, ?)""",
                    channel,
                    id,
                    upstreamModel);
            publish(connection, id, multipliers);
            connection.commit();
        }
    }

    /// Sets a tenant group's factor in a new book that is valid at once.
    ///
    /// @param ppm parts per million
    public void setFactor(String group, long ppm) throws SQLException {
        try (Connection connection = database.connect()) {
            run(
                    connection,
                    """
                    SELECT catalog.publish_book(
                      now(), 'a group''s factor', '{}', jsonb_build_object(?::text, ?::bigint))""",
                    group,
                    Long.toString(ppm));
        }
    }

    /// The vendors' real addresses: channel to base URL.
    public Map<String, String> baseUrls() throws SQLException {
        Map<String, String> urls = new TreeMap<>();
        try (Connection connection = database.connect();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT id, base_url FROM catalog.channel");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                urls.put(rows.getString(1), rows.getString(2));
            }
        }
        return urls;
    }

    private static void publish(Connection connection, String model, Multipliers multipliers)
            throws SQLException {
        StringBuilder ppm = new StringBuilder("[");
        for (Bucket bucket : Bucket.values()) {
            ppm.append(ppm.length() > 1 ? "," : "").append(multipliers.ppm(bucket));
        }
        run(
                connection,
                """
                SELECT catalog.publish_book(
                  now(), 'a model''s price', jsonb_build_object(?::text, ?::jsonb))""",
                model,
                ppm.append(']').toString());
    }

    private static void run(Connection connection, String sql, String... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
