/// Vouchers: where admins make them and customers redeem them.
@NullMarked
package dev.aibridge.portal.voucher;

import org.jspecify.annotations.NullMarked;
