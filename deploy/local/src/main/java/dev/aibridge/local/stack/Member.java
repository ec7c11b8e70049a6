package dev.aibridge.local.stack;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The kinds of processes the system is made of.
public enum Member {
    POSTGRES,
    REDIS,
    KEYCLOAK,
    SANDBOX,
    BILLING,
    GATEWAY,
    PORTAL;

    /// All of them.
    public static Set<Member> all() {
        return EnumSet.allOf(Member.class);
    }

    /// The one people call so.
    public static Optional<Member> of(String label) {
        return all().stream().filter(member -> member.label().equals(label)).findFirst();
    }

    /// As people write it: `postgres`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
