package dev.aibridge.sandbox.vendor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A simulated vendor.
public enum Vendor {
    OPENAI,
    DEEPSEEK,
    QWEN,
    MOONSHOT;

    /// The name in paths and in the control endpoints: `openai`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The only key the vendor accepts.
    public String apiKey() {
        return "sk-sandbox-" + id();
    }

    /// The only key that may read what the vendor bills; empty when it has no such API.
    public Optional<String> adminKey() {
        return this == OPENAI ? Optional.of("sk-admin-sandbox-" + id()) : Optional.empty();
    }

    /// Everything it serves, in the order it lists it.
    public List<Model> models() {
        return Catalogue.of(this);
    }

    /// The model of that name or dated name.
    public Optional<Model> model(String name) {
        return models().stream()
                .filter(model -> model.id().equals(name) || model.snapshot().equals(name))
                .findFirst();
    }

    /// The vendor of that id.
    public static Optional<Vendor> of(String id) {
        return Arrays.stream(values()).filter(vendor -> vendor.id().equals(id)).findFirst();
    }
}
