/// Whether a request may run: limits, then a hold on the wallet.
@NullMarked
package dev.aibridge.gateway.admission;

import org.jspecify.annotations.NullMarked;
