package dev.aibridge.billing.orders;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// Whose orders and payments are, in the transaction that runs.
@ApplicationScoped
public class Buyers {

    /// The tenant of an order.
    public Optional<UUID> of(UUID order) {
        return CustomerOrder.of(order).map(CustomerOrder::tenant);
    }

    /// The order that a payment was captured for.
    ///
    /// @param payment a PaymentIntent
    public Optional<UUID> orderOf(String payment) {
        return Payment.<Payment>findByIdOptional(payment).map(Payment::order);
    }
}
