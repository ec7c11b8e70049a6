package dev.aibridge.gateway.routing;

import java.util.List;

/// An alias with `*` for any text, such as `gpt-5*`. Matched part by part, so that no name a client
/// sends can make it slow.
final class AliasPattern {

    private final String first;
    private final List<String> middle;
    private final String last;

    /// @throws IllegalArgumentException when there is no `*`
    AliasPattern(String pattern) {
        List<String> parts = List.of(pattern.split("\\*", -1));
        if (parts.size() < 2) {
            throw new IllegalArgumentException("not a pattern: " + pattern);
        }
        first = parts.getFirst();
        middle = parts.subList(1, parts.size() - 1);
        last = parts.getLast();
    }

    boolean matches(String name) {
        if (!name.startsWith(first) || !name.endsWith(last)) {
            return false;
        }
        int from = first.length();
        int end = name.length() - last.length();
        for (String part : middle) {
            int found = name.indexOf(part, from);
            if (found < 0) {
                return false;
            }
            from = found + part.length();
        }
        return from <= end;
    }
}
