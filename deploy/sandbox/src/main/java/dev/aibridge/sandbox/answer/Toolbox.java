package dev.aibridge.sandbox.answer;

import java.util.List;
import java.util.Optional;

/// The tools that the model may call now.
///
/// @param forced the one that it calls when the user spells out none; nothing when it need not call
/// @param parallel whether it may call several at once
public record Toolbox(List<Tool> tools, Optional<Tool> forced, boolean parallel) {

    /// No tool may be called.
    public static final Toolbox EMPTY = new Toolbox(List.of(), Optional.empty(), true);

    public Toolbox {
        tools = List.copyOf(tools);
    }

    Optional<Tool> named(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }
}
