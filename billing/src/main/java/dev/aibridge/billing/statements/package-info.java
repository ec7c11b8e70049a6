/// What customers and admins read of the books: balances, ledger, usage, requests.
///
/// Only reads, on connections of its own: no number of readers slows settlement down.
@NullMarked
package dev.aibridge.billing.statements;

import org.jspecify.annotations.NullMarked;
