package dev.aibridge.local.database;

import dev.aibridge.common.money.Credits;

/// A wallet's three numbers.
///
/// @param posted what the ledger says
/// @param leased promised to gateways
/// @param frozen out of reach
public record Balance(Credits posted, Credits leased, Credits frozen) {

    /// What can still be promised.
    public Credits available() {
        return posted.minus(leased).minus(frozen);
    }
}
