package dev.aibridge.billing.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.aibridge.billing.disputes.Dispute;
import dev.aibridge.billing.orders.Purchase;
import dev.aibridge.billing.refunds.Refund;
import java.util.List;

/// An order with what became of its payment.
///
/// @param standing what a page shows: the order's `state`, or `refund_pending`, `partly_refunded`,
///   `refunded`, `disputed`, `charged_back`
/// @param refundableMinor what can go back right now, in minor units of the currency
/// @param refunds oldest first
/// @param disputes oldest first
public record OrderView(
        @JsonUnwrapped Purchase order,
        String standing,
        long refundableMinor,
        List<Refund> refunds,
        List<Dispute> disputes) {

    static OrderView of(
            Purchase order, long refundableMinor, List<Refund> refunds, List<Dispute> disputes) {
        return new OrderView(
                order, standing(order, refunds, disputes), refundableMinor, refunds, disputes);
    }

    private static String standing(Purchase order, List<Refund> refunds, List<Dispute> disputes) {
        if (disputes.stream().anyMatch(dispute -> dispute.state().equals("lost"))) {
            return "charged_back";
        }
        if (disputes.stream().anyMatch(dispute -> dispute.state().equals("open"))) {
            return "disputed";
        }
        if (sum(refunds, "asked") + sum(refunds, "pending") > 0) {
            return "refund_pending";
        }
        long back = sum(refunds, "succeeded");
        if (back == 0) {
            return order.state();
        }
        return back < order.amountMinor() ? "partly_refunded" : "refunded";
    }

    private static long sum(List<Refund> refunds, String state) {
        return refunds.stream()
                .filter(refund -> refund.state().equals(state))
                .mapToLong(Refund::amountMinor)
                .sum();
    }
}
