package dev.aibridge.billing.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.aibridge.billing.disputes.Dispute;
import dev.aibridge.billing.orders.Purchase;
import dev.aibridge.billing.receipts.Receipt;
import dev.aibridge.billing.refunds.Refund;
import java.util.List;

/// An order with what became of its payment.
///
/// @param standing what a page shows: the order's `state`, or `payment_pending` while the bank is
///   working on it, `refund_pending`, `partly_refunded`, `refunded`, `disputed`, `charged_back`
/// @param refundableMinor what can go back right now, in minor units of the currency
/// @param refunds oldest first
/// @param disputes oldest first
/// @param receipts and credit notes, in the order of their numbers
public record OrderView(
        @JsonUnwrapped Purchase order,
        String standing,
        long refundableMinor,
        List<Refund> refunds,
        List<Dispute> disputes,
        List<Receipt> receipts) {

    static OrderView of(
            Purchase order,
            long refundableMinor,
            List<Refund> refunds,
            List<Dispute> disputes,
            List<Receipt> receipts) {
        return new OrderView(
                order,
                standing(order, refunds, disputes),
                refundableMinor,
                refunds,
                disputes,
                receipts);
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
            return order.pendingSince() == null ? order.state() : "payment_pending";
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
