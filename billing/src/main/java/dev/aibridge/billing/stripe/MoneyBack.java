package dev.aibridge.billing.stripe;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.Dispute;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.DisputeListParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes refunds at Stripe, and reads refunds and disputes.
@ApplicationScoped
public class MoneyBack {

    private static final String OURS = "refund_id";

    private final StripeCalls stripe;

    /// Those of our account.
    MoneyBack(StripeCalls stripe) {
        this.stripe = stripe;
    }

    /// Gives back a part of a payment; the same id gives the same refund for a day.
    ///
    /// @param id ours: the idempotency key, and kept in the refund
    /// @param payment a PaymentIntent
    /// @throws StripeAway when it may or may not have been made
    /// @throws StripeRefusal when Stripe says no
    public Refunded refund(UUID id, String payment, long amountMinor) {
        RefundCreateParams params =
                RefundCreateParams.builder()
                        .setPaymentIntent(payment)
                        .setAmount(amountMinor)
                        .putMetadata(OURS, id.toString())
                        .build();
        RequestOptions once = RequestOptions.builder().setIdempotencyKey("refund:" + id).build();
        return stripe.ask(v1 -> read(v1.refunds().create(params, once)));
    }

    /// A payment's refunds, oldest first.
    ///
    /// @throws StripeAway when Stripe does not say
    public List<Refunded> refunds(String payment) {
        return refunds(RefundListParams.builder().setPaymentIntent(payment));
    }

    /// All refunds that were made since then, oldest first.
    ///
    /// @throws StripeAway when Stripe does not say
    public List<Refunded> refundsSince(Instant since) {
        return refunds(
                RefundListParams.builder()
                        .setCreated(
                                RefundListParams.Created.builder()
                                        .setGte(since.getEpochSecond())
                                        .build()));
    }

    private List<Refunded> refunds(RefundListParams.Builder which) {
        return Pages.all(
                MoneyBack::read,
                last ->
                        stripe.ask(
                                v1 ->
                                        v1.refunds()
                                                .list(
                                                        which.setLimit(Pages.ITEMS)
                                                                .setStartingAfter(last)
                                                                .build())));
    }

    /// A payment's disputes, oldest first.
    ///
    /// @throws StripeAway when Stripe does not say
    public List<Disputed> disputes(String payment) {
        return disputes(DisputeListParams.builder().setPaymentIntent(payment));
    }

    /// All disputes that were opened since then, oldest first.
    ///
    /// @throws StripeAway when Stripe does not say
    public List<Disputed> disputesSince(Instant since) {
        return disputes(
                DisputeListParams.builder()
                        .setCreated(
                                DisputeListParams.Created.builder()
                                        .setGte(since.getEpochSecond())
                                        .build()));
    }

    private List<Disputed> disputes(DisputeListParams.Builder which) {
        return Pages.all(
                MoneyBack::read,
                last ->
                        stripe.ask(
                                v1 ->
                                        v1.disputes()
                                                .list(
                                                        which.setLimit(Pages.ITEMS)
                                                                .setStartingAfter(last)
                                                                .build())));
    }

    private static Refunded read(Refund refund) {
        return new Refunded(
                refund.getId(),
                ours(refund.getMetadata()),
                Optional.ofNullable(refund.getPaymentIntent()),
                refund.getAmount(),
                refund.getCurrency().toUpperCase(Locale.ROOT),
                switch (refund.getStatus()) {
                    case "succeeded" -> Refunded.State.SUCCEEDED;
                    case "failed", "canceled" -> Refunded.State.FAILED;
                    default -> Refunded.State.PENDING;
                },
                refund.getReason(),
                refund.getFailureReason(),
                Instant.ofEpochSecond(refund.getCreated()));
    }

    private static Optional<UUID> ours(@Nullable Map<String, String> metadata) {
        String id = metadata == null ? null : metadata.get(OURS);
        if (id == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Disputed read(Dispute dispute) {
        return new Disputed(
                dispute.getId(),
                Optional.ofNullable(dispute.getPaymentIntent()),
                dispute.getAmount(),
                dispute.getCurrency().toUpperCase(Locale.ROOT),
                dispute.getReason(),
                switch (dispute.getStatus()) {
                    case "won", "warning_closed", "prevented" -> Disputed.State.WON;
                    case "lost" -> Disputed.State.LOST;
                    case "warning_needs_response", "warning_under_review" -> Disputed.State.INQUIRY;
                    default -> Disputed.State.OPEN;
                },
                Instant.ofEpochSecond(dispute.getCreated()),
                dispute.getBalanceTransactions().stream().map(MoneyBack::funds).toList());
    }

    private static Disputed.Funds funds(BalanceTransaction moved) {
        return new Disputed.Funds(
                moved.getId(),
                moved.getAmount(),
                moved.getFee(),
                moved.getCurrency().toUpperCase(Locale.ROOT));
    }
}
