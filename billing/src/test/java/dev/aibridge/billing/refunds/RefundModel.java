package dev.aibridge.billing.refunds;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// What should become of a wallet, its lots and its refunds, in exact arithmetic and plain loops.
final class RefundModel {

    /// What was bought, in the order in which it is spent.
    static final class Lot {
        final long granted;
        final long bonus;
        final long paid;
        final List<Part> parts = new ArrayList<>();

        Lot(long granted, long bonus, long paid) {
            this.granted = granted;
            this.bonus = bonus;
            this.paid = paid;
        }

        long taken() {
            return active().stream().mapToLong(part -> part.tokens).sum();
        }

        long takenBonus() {
            return active().stream().mapToLong(part -> part.bonus).sum();
        }

        long owed() {
            return active().stream().mapToLong(part -> part.owed).sum();
        }

        long refunded() {
            return active().stream().mapToLong(part -> part.amount).sum();
        }

        /// What Stripe knows of.
        long sent() {
            return active().stream().filter(part -> !part.asked).mapToLong(p -> p.amount).sum();
        }

        private List<Part> active() {
            return parts.stream().filter(part -> !part.failed).toList();
        }

        long size() {
            return granted + bonus - taken() - takenBonus();
        }
    }

    /// A refund.
    static final class Part {
        final long amount;
        long tokens;
        long bonus;
        long owed;
        boolean asked;
        boolean failed;

        Part(long amount, boolean byHand) {
            this.amount = amount;
            this.asked = !byHand;
        }
    }

    /// What is left of a lot.
    record Left(long paid, long bonus) {}

    final List<Lot> lots = new ArrayList<>();
    long posted;
    long leased;
    long debt;

    void buy(Lot lot) {
        lots.add(lot);
        posted += lot.granted + lot.bonus;
        repay();
    }

    /// What is available repays what is owed.
    void repay() {
        long repaid = Math.min(debt, posted - leased);
        posted -= repaid;
        debt -= repaid;
    }

    Left left(Lot wanted) {
        long gone = lots.stream().mapToLong(Lot::size).sum() - (posted - leased);
        for (Lot lot : lots) {
            long here = Math.max(0, Math.min(gone, lot.size()));
            if (lot == wanted) {
                long paid = Math.max(0, lot.granted - lot.taken() - here);
                return new Left(paid, lot.size() - here - paid);
            }
            gone -= here;
        }
        throw new AssertionError("no such lot");
    }

    long most(Lot lot) {
        long counted = lot.taken() + lot.owed() + left(lot).paid();
        return Math.max(0, floor(lot.paid, counted, lot.granted) - lot.refunded());
    }

    /// A refund of ours.
    Part refund(Lot lot, long amount) {
        Left left = left(lot);
        Part part = new Part(amount, false);
        part.tokens =
                amount == most(lot)
                        ? left.paid()
                        : Math.max(
                                0,
                                Math.min(
                                        left.paid(),
                                        ceiling(lot.refunded() + amount, lot.granted, lot.paid)
                                                - lot.taken()
                                                - lot.owed()));
        part.bonus = left.bonus();
        posted -= part.tokens + part.bonus;
        lot.parts.add(part);
        return part;
    }

    /// One that somebody made at Stripe.
    Part byHand(Lot lot, long amount) {
        Part part = new Part(amount, true);
        lot.parts.add(part);
        claim(lot, part);
        return part;
    }

    private void claim(Lot lot, Part part) {
        Left left = left(lot);
        long due =
                Math.max(
                        0,
                        Math.min(lot.granted, ceiling(lot.refunded(), lot.granted, lot.paid))
                                - lot.taken()
                                - lot.owed());
        long tokens = Math.min(due, left.paid());
        part.tokens += tokens;
        part.bonus += left.bonus();
        part.owed += due - tokens;
        posted -= tokens + left.bonus();
        debt += due - tokens;
        repay();
    }

    void fail(Lot lot, Part part) {
        part.failed = true;
        long forgiven = Math.min(debt, part.owed);
        debt -= forgiven;
        posted += part.tokens + part.bonus + part.owed - forgiven;
        List<Part> others = lot.active();
        for (Part other : others) {
            long open = Math.min(debt, other.owed);
            debt -= open;
            posted += other.owed - open;
            other.owed = 0;
        }
        if (!others.isEmpty()) {
            claim(lot, others.getLast());
        }
        repay();
    }

    private static long floor(long a, long b, long c) {
        return BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .divide(BigInteger.valueOf(c))
                .longValueExact();
    }

    private static long ceiling(long a, long b, long c) {
        BigInteger divisor = BigInteger.valueOf(c);
        return BigInteger.valueOf(a)
                .multiply(BigInteger.valueOf(b))
                .add(divisor.subtract(BigInteger.ONE))
                .divide(divisor)
                .longValueExact();
    }
}
