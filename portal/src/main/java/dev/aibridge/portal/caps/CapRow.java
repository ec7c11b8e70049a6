package dev.aibridge.portal.caps;

import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.billing.Cap;
import java.util.ArrayList;
import java.util.List;

/// A cap in a table, under the name of what it is of.
///
/// @param window how long it counts, in words
public record CapRow(String name, String window, Cap cap) {

    /// Those of all keys together, then those of each key that is still there.
    public static List<CapRow> of(List<Cap> caps, List<ApiKeyRow> keys, CapsText words) {
        List<CapRow> rows = new ArrayList<>();
        caps.stream()
                .filter(cap -> cap.keyId() == null)
                .forEach(cap -> rows.add(row(words.allTogether(), cap, words)));
        keys.forEach(key -> rows.addAll(of(caps, key, words)));
        return rows;
    }

    /// Those of one key.
    public static List<CapRow> of(List<Cap> caps, ApiKeyRow key, CapsText words) {
        return caps.stream()
                .filter(cap -> key.id.equals(cap.keyId()))
                .map(cap -> row(key.name, cap, words))
                .toList();
    }

    private static CapRow row(String name, Cap cap, CapsText words) {
        return new CapRow(name, words(cap.window(), words), cap);
    }

    /// A window in words.
    static String words(Cap.Window window, CapsText words) {
        return switch (window) {
            case DAY -> words.day();
            case WEEK -> words.week();
            case MONTH -> words.month();
            case TOTAL -> words.total();
        };
    }
}
