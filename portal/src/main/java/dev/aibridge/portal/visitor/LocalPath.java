package dev.aibridge.portal.visitor;

import java.net.URI;

/// An address inside the portal, to go back to: never another site's.
public final class LocalPath {

    private static final int LONGEST = 1000;

    private LocalPath() {}

    /// The address when it is one of ours, else the other one.
    ///
    /// @param asked path and query as a browser sent them
    public static URI or(String asked, String other) {
        return URI.create(isLocal(asked) ? asked : other);
    }

    private static boolean isLocal(String asked) {
        if (asked.length() > LONGEST || !asked.startsWith("/") || asked.startsWith("//")) {
            return false;
        }
        // What a URL can't hold unescaped includes \ and controls, which browsers read as slashes.
        return asked.chars().allMatch(c -> c > ' ' && c < 0x7F && "\\\"<>^`{|}".indexOf(c) < 0)
                && isUri(asked);
    }

    private static boolean isUri(String asked) {
        try {
            return !URI.create(asked).isAbsolute();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
