package dev.aibridge.portal.accounts;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/// Somebody who signs in, and how they like their pages. E-mail and name are as Keycloak last said.
@Entity
@Table(schema = "accounts", name = "person")
public class Person extends PanacheEntityBase {

    @Id public UUID subject;
    public String email;
    public String name;
    public Language language;

    @Column(name = "time_zone")
    public String timeZone;

    public Theme theme;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "seen_at")
    public Instant seenAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it.
    protected Person() {}

    /// Where their days begin.
    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }
}
