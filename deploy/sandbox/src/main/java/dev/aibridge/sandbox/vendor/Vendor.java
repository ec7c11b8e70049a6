package dev.aibridge.sandbox.vendor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A simulated vendor.
public sealed interface Vendor permits ChatVendor, ClaudeVendor {

    /// All of them.
    static List<Vendor> all() {
        return Stream.<Vendor>concat(
                        Stream.of(ChatVendor.values()), Stream.of(ClaudeVendor.values()))
                .toList();
    }

    /// The vendor of that id.
    static Optional<Vendor> of(String id) {
        return all().stream().filter(vendor -> vendor.id().equals(id)).findFirst();
    }

    /// The name in paths and in the control endpoints: `openai`.
    String id();

    /// The key the vendor accepts; with `-` and any name after it, that of another organisation.
    default String apiKey() {
        return "sk-sandbox-" + id();
    }

    /// Whether a key belongs to one of the vendor's organisations.
    ///
    /// @param key null for none
    default boolean accepts(@Nullable String key) {
        return key != null && (key.equals(apiKey()) || key.startsWith(apiKey() + "-"));
    }
}
