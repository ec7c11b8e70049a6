package dev.aibridge.sandbox.vendor;

import java.util.List;
import java.util.Optional;

/// A vendor that speaks Anthropic's Messages.
public enum ClaudeVendor implements Vendor {
    ANTHROPIC;

    @Override
    public String id() {
        return "anthropic";
    }

    /// Everything it serves, newest first, as it lists it.
    public List<ClaudeModel> models() {
        return Catalogue.CLAUDE;
    }

    /// The model of that name or dated name.
    public Optional<ClaudeModel> model(String name) {
        return models().stream()
                .filter(model -> model.id().equals(name) || model.snapshot().equals(name))
                .findFirst();
    }
}
