package dev.aibridge.billing.statements;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which of a tenant's usage is asked for.
///
/// @param key only that key's; `null` for all
/// @param model only that model's; `null` for all
public record Filter(@Nullable UUID key, @Nullable String model) {

    /// The conditions, each only where it is asked for: so PostgreSQL can plan by the index of it.
    String conditions() {
        return (key == null ? "" : " AND key_id = ?") + (model == null ? "" : " AND model_id = ?");
    }

    /// Parameters and then those of the conditions.
    List<Object> after(Object... parameters) {
        List<Object> all = new ArrayList<>(List.of(parameters));
        if (key != null) {
            all.add(key);
        }
        if (model != null) {
            all.add(model);
        }
        return all;
    }
}
