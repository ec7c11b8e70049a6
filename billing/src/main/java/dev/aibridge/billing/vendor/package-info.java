/// Vendors' accounts, and what vendors say that they bill.
@NullMarked
package dev.aibridge.billing.vendor;

import org.jspecify.annotations.NullMarked;
