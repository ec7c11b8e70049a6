package dev.aibridge.portal.pricing;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;

/// Another name of a model; one with `*` is a pattern.
@Entity
@Table(schema = "catalog", name = "model_alias")
public class Alias extends PanacheEntityBase {

    /// The longest, in characters.
    static final int MAX_CHARS = 128;

    @Id
    @Column(name = "alias")
    public String name;

    @Column(name = "model_id")
    public String modelId;

    /// Patterns are tried by it, the lowest first.
    public int position;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it.
    protected Alias() {}

    Alias(String name, String modelId, int position) {
        this.name = name;
        this.modelId = modelId;
        this.position = position;
    }

    static List<Alias> of(String model) {
        return list("modelId = ?1 order by position, name", model);
    }
}
