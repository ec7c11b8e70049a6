package dev.aibridge.portal.accounts;

import java.util.Locale;
import java.util.Optional;

/// Light or dark.
public enum Theme {
    /// As the reader's system says.
    SYSTEM,
    /// Light.
    LIGHT,
    /// Dark.
    DARK;

    /// The theme of that code (`dark`), if there is one.
    public static Optional<Theme> of(String code) {
        for (Theme theme : values()) {
            if (theme.code().equals(code)) {
                return Optional.of(theme);
            }
        }
        return Optional.empty();
    }

    /// As cookies and the database write it: `dark`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
