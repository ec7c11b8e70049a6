package dev.aibridge.billing.caps;

import java.util.Locale;

/// How long a spend cap counts before it begins anew, in the tenant's calendar.
public enum CapWindow {
    /// From midnight to midnight.
    DAY,
    /// From Monday on.
    WEEK,
    /// From the first on.
    MONTH,
    /// All there ever was.
    TOTAL;

    /// As it is written.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
