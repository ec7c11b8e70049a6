package dev.aibridge.portal.channel;

import io.quarkus.hibernate.orm.panache.Panache;
import java.util.List;

/// One model that a channel serves.
///
/// @param only whether no other enabled channel serves it
record Served(String channel, String model, boolean only) {

    private static final String ALL =
            """
            SELECT s.channel_id AS channel, s.model_id AS model, NOT EXISTS (
              SELECT FROM catalog.channel_model other
              JOIN catalog.channel c ON c.id = other.channel_id AND c.enabled
              WHERE other.model_id = s.model_id AND other.channel_id <> s.channel_id) AS only
            FROM catalog.channel_model s JOIN catalog.model m ON m.id = s.model_id
            ORDER BY m.position, m.id""";

    /// All channels' models, in the catalogue's order.
    static List<Served> all() {
        return Panache.getSession().createNativeQuery(ALL, Served.class).getResultList();
    }
}
