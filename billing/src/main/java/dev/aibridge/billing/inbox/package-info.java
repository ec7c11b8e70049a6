/// Stripe's events: kept as they came, then worked off apart from their coming.
@NullMarked
package dev.aibridge.billing.inbox;

import org.jspecify.annotations.NullMarked;
