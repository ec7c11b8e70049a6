package dev.aibridge.portal.keys;

import dev.aibridge.common.tenancy.ApiKey;
import dev.aibridge.portal.accounts.ApiKeyRow;

/// What became of the wish for a new key.
sealed interface Creation {

    /// It is there.
    ///
    /// @param secret the key itself, to be shown in this answer and never again
    record Made(ApiKeyRow row, ApiKey secret) implements Creation {}

    /// The same form was sent before and made that key; its secret was shown then.
    record MadeBefore(ApiKeyRow row) implements Creation {}

    /// The tenant has as many as it may have.
    record TooMany() implements Creation {}

    /// The tenant is suspended: a new key would be refused like the others.
    record Suspended() implements Creation {}
}
