package dev.aibridge.billing.orders;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What became of an order. Each state offers only the moves that are legal from it; which of them
/// is made depends on the set of payments that Stripe captured, never on their order.
public sealed interface Order {

    /// The credit of an order in the ledger.
    record Credit(long transaction, Instant at) {}

    /// Why a captured payment was not credited: an admin credits or refunds it.
    enum Fault {
        /// Another amount than the order's.
        AMOUNT,
        /// Another currency than the order's.
        CURRENCY,
        /// Test money while we take real money, or the reverse.
        MODE,
        /// The session names another order than the one that it was made for.
        ORDER,
        /// Another payment of the same order was credited.
        PAID_TWICE
    }

    /// A payment may come.
    sealed interface Unpaid extends Order {

        /// The money came.
        default Paid pay() {
            return new Paid();
        }
    }

    /// The customer can pay, or has paid by a slow method.
    record AwaitingPayment() implements Unpaid {

        /// The page was left, or ran out.
        public Abandoned abandon() {
            return new Abandoned();
        }
    }

    /// Left; a late payment still counts.
    record Abandoned() implements Unpaid {

        /// The customer comes back.
        public AwaitingPayment reopen() {
            return new AwaitingPayment();
        }
    }

    /// The money is here, the tokens are not yet.
    record Paid() implements Order {

        /// The tokens are booked.
        public Credited credit(Credit credit) {
            return new Credited(credit);
        }
    }

    /// The tokens are in the wallet.
    record Credited(Credit credit) implements Order {

        /// More money came than the order's.
        public Review review(Fault fault) {
            return new Review(EnumSet.of(fault), Optional.of(credit));
        }
    }

    /// Money came that can't be credited; another payment of the order may have been.
    record Review(Set<Fault> faults, Optional<Credit> credit) implements Order {

        /// One review for those faults, at least one.
        public Review {
            faults = EnumSet.copyOf(faults);
        }

        /// One more such payment came.
        public Review review(Fault fault) {
            Set<Fault> all = EnumSet.copyOf(faults);
            all.add(fault);
            return new Review(all, credit);
        }

        /// A payment without a fault came.
        ///
        /// @throws IllegalStateException when one was credited before
        public Review credit(Credit first) {
            if (credit.isPresent()) {
                throw new IllegalStateException("credited before by " + credit.get());
            }
            return new Review(faults, Optional.of(first));
        }

        /// An admin credits one of the payments in spite of its fault.
        ///
        /// @param others the faults of those that wait still
        /// @throws IllegalStateException when one was credited before
        public Order decide(Credit first, Set<Fault> others) {
            Review credited = credit(first);
            return others.isEmpty() ? new Credited(first) : new Review(others, credited.credit());
        }
    }

    /// After a payment with a fault.
    static Review review(Order order, Fault fault) {
        return switch (order) {
            case Credited credited -> credited.review(fault);
            case Review review -> review.review(fault);
            case AwaitingPayment _, Abandoned _, Paid _ ->
                    new Review(EnumSet.of(fault), Optional.empty());
        };
    }
}
