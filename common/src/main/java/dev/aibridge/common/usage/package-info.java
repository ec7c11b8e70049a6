/// What one admitted request used: the event that travels from gateway to ledger.
@NullMarked
package dev.aibridge.common.usage;

import org.jspecify.annotations.NullMarked;
