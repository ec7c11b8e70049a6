package dev.aibridge.portal.channel;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;

/// One way to one vendor.
@Entity
@Table(schema = "catalog", name = "channel")
public class Channel extends PanacheEntityBase {

    @Id public String id;

    @Column(updatable = false)
    public String provider;

    @Column(name = "base_url")
    public String baseUrl;

    /// What the environment's variables begin with: `OPENAI`.
    @Column(updatable = false)
    public String credential;

    public boolean enabled;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it.
    protected Channel() {}

    /// All of them, in the order in which the gateway chooses.
    public static List<Channel> all() {
        return list("order by id");
    }
}
