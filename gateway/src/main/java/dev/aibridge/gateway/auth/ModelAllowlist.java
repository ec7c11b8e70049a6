package dev.aibridge.gateway.auth;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which models a key may use: those that its own list and its tenant's both name. A missing list
/// names all.
public final class ModelAllowlist {

    /// Every model.
    public static final ModelAllowlist ALL = new ModelAllowlist(null);

    private final @Nullable Set<String> models;

    private ModelAllowlist(@Nullable Set<String> models) {
        this.models = models;
    }

    /// The intersection of a key's and its tenant's list.
    ///
    /// @param key catalogue ids, or `null` for all
    /// @param tenant catalogue ids, or `null` for all
    public static ModelAllowlist of(String @Nullable [] key, String @Nullable [] tenant) {
        if (key == null) {
            return tenant == null ? ALL : new ModelAllowlist(Set.copyOf(Arrays.asList(tenant)));
        }
        ModelAllowlist outer = of(null, tenant);
        return new ModelAllowlist(
                Arrays.stream(key).filter(outer::allows).collect(Collectors.toUnmodifiableSet()));
    }

    /// Whether the model with that catalogue id may be used.
    public boolean allows(String model) {
        return models == null || models.contains(model);
    }
}
