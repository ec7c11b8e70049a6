package dev.aibridge.billing.api;

import dev.aibridge.billing.disputes.Dispute;
import dev.aibridge.billing.disputes.Disputes;
import dev.aibridge.billing.orders.Purchase;
import dev.aibridge.billing.receipts.Receipt;
import dev.aibridge.billing.receipts.Receipts;
import dev.aibridge.billing.refunds.Refund;
import dev.aibridge.billing.refunds.Refunds;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Puts orders, refunds, disputes and receipts together.
@ApplicationScoped
class OrderViews {

    private final Refunds refunds;
    private final Disputes disputes;
    private final Receipts receipts;

    OrderViews(Refunds refunds, Disputes disputes, Receipts receipts) {
        this.refunds = refunds;
        this.disputes = disputes;
        this.receipts = receipts;
    }

    OrderView of(Purchase order) {
        return of(List.of(order)).getFirst();
    }

    /// In the same order.
    List<OrderView> of(List<Purchase> orders) {
        List<UUID> ids = orders.stream().map(Purchase::id).toList();
        Map<UUID, List<Refund>> back =
                refunds.of(ids).stream().collect(Collectors.groupingBy(Refund::orderId));
        Map<UUID, List<Dispute>> claims =
                disputes.of(ids).stream().collect(Collectors.groupingBy(Dispute::orderId));
        Map<UUID, List<Receipt>> papers =
                receipts.of(ids).stream().collect(Collectors.groupingBy(Receipt::orderId));
        Map<UUID, Long> refundable = refunds.refundable(ids);
        return orders.stream()
                .map(
                        order ->
                                OrderView.of(
                                        order,
                                        refundable.getOrDefault(order.id(), 0L),
                                        back.getOrDefault(order.id(), List.of()),
                                        claims.getOrDefault(order.id(), List.of()),
                                        papers.getOrDefault(order.id(), List.of())))
                .toList();
    }
}
