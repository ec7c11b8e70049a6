/// Vouchers: codes that an admin makes and one customer each redeems for tokens.
@NullMarked
package dev.aibridge.billing.vouchers;

import org.jspecify.annotations.NullMarked;
