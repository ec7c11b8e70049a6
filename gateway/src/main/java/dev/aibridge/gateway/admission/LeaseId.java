package dev.aibridge.gateway.admission;

import java.util.UUID;

/// Which lease on a wallet: the one that its keys share, or the one of a capped key.
///
/// @param key whose it is alone, or [dev.aibridge.common.usage.UsageEvent#SHARED]
record LeaseId(UUID wallet, UUID key) {}
