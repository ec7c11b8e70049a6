package dev.aibridge.billing.vouchers;

import java.time.Duration;

/// What becomes of a code that somebody types.
public sealed interface Redemption {

    /// The wallet has its tokens, now or since an earlier try of the same tenant.
    record Redeemed(long tokensMicro) implements Redemption {}

    /// There is no such code.
    record Unknown() implements Redemption {}

    /// It can't be redeemed any more.
    record Over(Voucher.State state) implements Redemption {}

    /// Too many codes were none.
    ///
    /// @param retryAfter when the next one may be tried
    record TooMany(Duration retryAfter) implements Redemption {}
}
