/// Calls that are sent twice: one effect, one answer.
@NullMarked
package dev.aibridge.billing.idempotency;

import org.jspecify.annotations.NullMarked;
