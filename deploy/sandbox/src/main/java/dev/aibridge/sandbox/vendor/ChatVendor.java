package dev.aibridge.sandbox.vendor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A vendor that speaks OpenAI's chat completions, in its own accent.
public enum ChatVendor implements Vendor {
    OPENAI,
    DEEPSEEK,
    QWEN,
    MOONSHOT;

    @Override
    public String id() {
        return name().toLowerCase(Locale.ROOT);
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
}
