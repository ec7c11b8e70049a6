package dev.aibridge.billing.stripe;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.BalanceTransactionSource;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.Refund;
import com.stripe.param.BalanceTransactionListParams;
import dev.aibridge.billing.stripe.Moved.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads how our balance at Stripe came about.
@ApplicationScoped
public class BalanceHistory {

    private final StripeCalls stripe;

    /// That of our account.
    BalanceHistory(StripeCalls stripe) {
        this.stripe = stripe;
    }

    /// All that moved it since then, oldest first.
    ///
    /// @throws StripeAway when Stripe does not say
    public List<Moved> since(Instant since) {
        BalanceTransactionListParams.Builder which =
                BalanceTransactionListParams.builder()
                        .setLimit(Pages.ITEMS)
                        .addExpand("data.source")
                        .setCreated(
                                BalanceTransactionListParams.Created.builder()
                                        .setGte(since.getEpochSecond())
                                        .build());
        return Pages.all(
                BalanceHistory::read,
                last ->
                        stripe.ask(
                                v1 ->
                                        v1.balanceTransactions()
                                                .list(which.setStartingAfter(last).build())));
    }

    private static Moved read(BalanceTransaction moved) {
        BalanceTransactionSource source = moved.getSourceObject();
        return switch (source) {
            case Charge charge when isOneOf(moved, "charge", "payment") ->
                    moved(
                            moved,
                            Kind.CHARGE,
                            charge.getPaymentIntent(),
                            charge.getAmountCaptured(),
                            charge.getCurrency());
            case Refund refund when isOneOf(moved, "refund", "payment_refund") ->
                    moved(
                            moved,
                            Kind.REFUND,
                            refund.getPaymentIntent(),
                            -refund.getAmount(),
                            refund.getCurrency());
            case Refund refund when isOneOf(moved, "refund_failure", "payment_failure_refund") ->
                    moved(
                            moved,
                            Kind.REFUND_FAILURE,
                            refund.getPaymentIntent(),
                            refund.getAmount(),
                            refund.getCurrency());
            case Dispute dispute ->
                    moved(
                            moved,
                            Kind.DISPUTE,
                            dispute.getPaymentIntent(),
                            moved.getAmount(),
                            moved.getCurrency());
            case null, default ->
                    moved(moved, Kind.OTHER, null, moved.getAmount(), moved.getCurrency());
        };
    }

    private static boolean isOneOf(BalanceTransaction moved, String one, String other) {
        return moved.getType().equals(one) || moved.getType().equals(other);
    }

    private static Moved moved(
            BalanceTransaction moved,
            Kind kind,
            @Nullable String payment,
            long amountMinor,
            String currency) {
        String source = moved.getSource();
        return new Moved(
                moved.getId(),
                kind,
                source == null ? moved.getId() : source,
                Optional.ofNullable(payment),
                amountMinor,
                currency.toUpperCase(Locale.ROOT),
                moved.getFee(),
                moved.getCurrency().toUpperCase(Locale.ROOT),
                Instant.ofEpochSecond(moved.getCreated()));
    }
}
