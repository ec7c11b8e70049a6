package dev.aibridge.billing.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.billing.books.Books;
import dev.aibridge.billing.books.Usage;
import dev.aibridge.billing.books.Wallet;
import dev.aibridge.common.usage.UsageEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlicesTest {

    private static final int BATCH = 100;

    private final Slices slices = new Slices(BATCH);

    private static Settled settled(int taken, int wallets) {
        return new Settled(taken, wallets, taken, 0, 0, 0, 0, 0);
    }

    private List<Integer> turns(int count) {
        return IntStream.range(0, count).mapToObj(_ -> slices.next()).toList();
    }

    @Test
    void theOldestEventsComeFirstUntilABatchIsFull() {
        assertThat(turns(3)).containsOnly(-1);
        slices.settled(false, settled(BATCH - 1, BATCH - 1));
        assertThat(turns(3)).containsOnly(-1);
    }

    @Test
    void afterAFullBatchOfManyWalletsEachSliceHasItsTurnOnce() {
        slices.settled(false, settled(BATCH, BATCH / 2));
        assertThat(turns(Slices.COUNT)).doesNotHaveDuplicates().allMatch(slice -> slice >= 0);
        assertThat(turns(2)).containsOnly(-1);
    }

    @Test
    void aFullSliceBringsAnotherRound() {
        slices.settled(false, settled(BATCH, BATCH));
        slices.settled(true, settled(BATCH, 5));
        assertThat(turns(2 * Slices.COUNT)).allMatch(slice -> slice >= 0);
        slices.settled(true, settled(BATCH - 1, 5));
        assertThat(turns(1)).containsOnly(-1);
    }

    @Test
    void aBatchOfFewWalletsIsAsGoodAsASlice() {
        slices.settled(false, settled(BATCH, BATCH / 8));
        assertThat(turns(1)).containsOnly(-1);
    }

    /// The database finds the wallet in the bytes of the event.
    @Test
    void aWalletsEventsAreInItsSlice() throws SQLException {
        try (Books books = Books.open()) {
            UUID holder = books.holder();
            for (int seq = 1; seq <= 30; seq++) {
                Wallet wallet = new Wallet(UUID.randomUUID(), UUID.randomUUID());
                UsageEvent event = Usage.of(holder, seq, wallet, 1).event();
                books.ship(event);
                assertThat(books.number("SELECT slice FROM usage.intake WHERE id = ?", event.id()))
                        .isEqualTo(wallet.id().getLeastSignificantBits() & 15);
            }
        }
    }

    /// Another settler is at one slice, for as long as its transaction.
    @Test
    void noTwoSettlersAreAtOneSlice() throws SQLException {
        try (Books books = Books.open();
                Connection one = books.billing().getConnection();
                Connection two = books.billing().getConnection()) {
            UUID holder = books.holder();
            List<UsageEvent> events = new ArrayList<>();
            for (int i = 1; i <= 2; i++) {
                UUID wallet = new UUID(i, 16L * i + 3);
                events.add(Usage.of(holder, i, new Wallet(wallet, wallet), 1).event());
            }
            books.ship(events);
            one.setAutoCommit(false);
            two.setAutoCommit(false);
            assertThat(Intake.takeSlice(one, 3, 1)).hasSize(1);
            assertThat(Intake.takeSlice(two, 3, 1)).isEmpty();
            one.rollback();
            assertThat(Intake.takeSlice(two, 3, 2)).hasSize(2);
            two.rollback();
        }
    }
}
