package dev.aibridge.portal.pricing;

import io.quarkus.hibernate.orm.panache.Panache;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A channel, and whether a model goes through it.
///
/// @param upstream what the vendor calls the model there; `null` when it does not serve it
public record Way(String channel, String model, boolean enabled, @Nullable String upstream) {

    private static final String ALL =
            """
            SELECT c.id AS channel, m.id AS model, c.enabled, s.upstream_model AS upstream
            FROM catalog.channel c CROSS JOIN catalog.model m
            LEFT JOIN catalog.channel_model s ON s.channel_id = c.id AND s.model_id = m.id
            ORDER BY c.id""";

    /// Every channel for every model, in the order in which the gateway chooses.
    static List<Way> all() {
        return Panache.getSession().createNativeQuery(ALL, Way.class).getResultList();
    }

    /// Whether it serves the model, on or off.
    public boolean serves() {
        return upstream != null;
    }

    /// Whether calls can go this way.
    public boolean open() {
        return enabled && upstream != null;
    }

    /// What the vendor calls the model; nothing when it does not serve it.
    public String name() {
        return upstream == null ? "" : upstream;
    }

    /// The field of the name.
    public String field() {
        return "at." + channel;
    }

    /// The field of the name as it was when the form was made.
    public String seen() {
        return "seen." + channel;
    }
}
