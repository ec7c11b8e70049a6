/// What watches over the books: silent holders, partitions, the proof of the invariants.
@NullMarked
package dev.aibridge.billing.reconciliation;

import org.jspecify.annotations.NullMarked;
