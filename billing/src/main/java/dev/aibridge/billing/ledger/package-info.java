/// Double entry: what was used moves from wallets to revenue, and is kept event by event.
@NullMarked
package dev.aibridge.billing.ledger;

import org.jspecify.annotations.NullMarked;
