package dev.aibridge.portal.accounts;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// One thing an admin set for the whole system; what is missing has its default.
@Entity
@Table(schema = "accounts", name = "setting")
public class SystemSetting extends PanacheEntityBase {

    @Id public String name;
    public String value;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @Column(name = "updated_by")
    public UUID updatedBy;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it.
    protected SystemSetting() {}

    /// A value, and who set it.
    public SystemSetting(String name, String value, UUID updatedBy) {
        this.name = name;
        this.value = value;
        this.updatedBy = updatedBy;
        this.updatedAt = Instant.now();
    }
}
