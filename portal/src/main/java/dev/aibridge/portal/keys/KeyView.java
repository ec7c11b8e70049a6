package dev.aibridge.portal.keys;

import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.billing.KeyUse;
import dev.aibridge.portal.chart.Spark;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A key as its owner sees it.
///
/// @param use absent when it was not used lately, or while billing is away
/// @param spark the last fourteen days; absent while billing is away
record KeyView(ApiKeyRow row, State state, @Nullable KeyUse use, @Nullable Spark spark) {

    /// What a call with it meets.
    enum State {
        /// An answer.
        ACTIVE,
        /// 401, until it is enabled.
        DISABLED,
        /// 401: its time is over.
        EXPIRED;

        static State of(ApiKeyRow row, Instant now) {
            if (row.disabled) {
                return DISABLED;
            }
            Instant end = row.expiresAt;
            return end != null && !end.isAfter(now) ? EXPIRED : ACTIVE;
        }

        /// As addresses write it.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Whether it is the one somebody looks for.
    ///
    /// @param text part of its name, or of what is shown of it
    /// @param code of its state; any when empty
    boolean matches(String text, String code) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return (code.isEmpty() || state.code().equals(code))
                && (row.name.toLowerCase(Locale.ROOT).contains(wanted)
                        || row.shown().toLowerCase(Locale.ROOT).contains(wanted));
    }
}
