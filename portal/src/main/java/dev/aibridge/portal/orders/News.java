package dev.aibridge.portal.orders;

import dev.aibridge.portal.billing.BillingRefused;

/// Why somebody who wanted to pay is still here.
///
/// @param status of the answer that says so
/// @param look `warn` or `bad`
record News(int status, String look, String title, String why) {

    /// They have not seen this total yet.
    static News otherTotal(OrdersText words) {
        return new News(200, "warn", words.otherTotal(), words.otherTotalWhy());
    }

    /// Billing did not answer: the order may be there or not.
    static News unsure(OrdersText words) {
        return new News(503, "bad", words.unsure(), words.unsureOrder());
    }

    /// They began to pay too often.
    static News tooMany(OrdersText words, BillingRefused refusal) {
        return new News(429, "warn", words.tooMany(), words.tooManyWhy(Checkout.minutes(refusal)));
    }

    /// Billing did not answer: the refund may have begun or not.
    static News unsureRefund(OrdersText words) {
        return new News(503, "bad", words.unsure(), words.unsureRefund());
    }

    /// There is no refund.
    static News noRefund(OrdersText words, String why) {
        return new News(422, "warn", words.noRefund(), why);
    }
}
