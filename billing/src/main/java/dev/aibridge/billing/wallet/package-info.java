/// Wallets and the leases that gateways hold on them, as settlement sees them.
@NullMarked
package dev.aibridge.billing.wallet;

import org.jspecify.annotations.NullMarked;
