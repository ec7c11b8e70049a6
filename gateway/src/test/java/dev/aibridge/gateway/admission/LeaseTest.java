package dev.aibridge.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The arithmetic of a lease against an independent tally.
class LeaseTest {

    enum Move {
        GRANT,
        CARVE,
        CLOSE,
        GIVE_BACK,
        SETTLE
    }

    record Step(Move move, long amount) {}

    /// What the database and the test know, in plain sums.
    private static final class Tally {

        private final Lease lease = new Lease();
        private final Deque<Long> holds = new ArrayDeque<>();
        private long granted;
        private long returned;
        private long charged;
        private long settled;

        void move(Step step) {
            switch (step.move()) {
                case GRANT -> granted += step.amount();
                case CARVE -> carve(step.amount());
                case CLOSE -> close(step.amount());
                case GIVE_BACK -> returned = lease.giveBack();
                case SETTLE -> settled += Math.min(step.amount(), charged - settled);
            }
            lease.adopt(
                    new LeaseAnswer(
                            LeaseAnswer.Outcome.KNOWN,
                            granted,
                            returned,
                            settled,
                            1_000_000 - settled,
                            0,
                            false,
                            "one",
                            LeaseAnswer.NO_CAP,
                            OptionalLong.empty()));
        }

        private void carve(long amount) {
            if (amount <= lease.free()) {
                lease.carve(amount);
                holds.add(amount);
            }
        }

        private void close(long charge) {
            if (!holds.isEmpty()) {
                long hold = holds.remove();
                long paid = Math.min(hold, charge);
                lease.close(hold, paid);
                charged += paid;
            }
        }

        long open() {
            return holds.stream().mapToLong(Long::longValue).sum();
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.of(Move.class)
                .flatMap(move -> Arbitraries.longs().between(0, 100).map(n -> new Step(move, n)))
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 2_000)
    void whatIsFreeIsExactlyWhatWasGrantedAndNotGivenAway(@ForAll("steps") List<Step> steps) {
        Tally tally = new Tally();
        for (Step step : steps) {
            tally.move(step);
            long left = tally.granted - tally.returned - tally.charged - tally.open();
            assertThat(left).isNotNegative();
            assertThat(tally.lease.free()).isEqualTo(left);
            assertThat(tally.lease.balance()).isEqualTo(1_000_000 - tally.charged);
        }
    }

    @Property(tries = 500)
    void aChargeAboveItsHoldTakesFromWhatIsFreeAndNeverBelowNothing(
            @ForAll("amounts") long granted,
            @ForAll("amounts") long hold,
            @ForAll("amounts") long charge) {
        Tally tally = new Tally();
        tally.move(new Step(Move.GRANT, granted + hold));
        tally.lease.carve(hold);
        tally.lease.close(hold, hold + charge);
        assertThat(tally.lease.free()).isEqualTo(Math.max(0, granted - charge));
        assertThat(tally.lease.giveBack()).isEqualTo(Math.max(0, granted - charge));
        assertThat(tally.lease.free()).isZero();
    }

    @Provide
    Arbitrary<Long> amounts() {
        return Arbitraries.longs().between(0, 1_000);
    }
}
