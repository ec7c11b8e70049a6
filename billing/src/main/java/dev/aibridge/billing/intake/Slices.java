package dev.aibridge.billing.intake;

/// Whose turn it is while much waits: the intake has so many parts by wallet, each of which is
/// taken in turn. A batch of one part has few wallets with several events each, and what costs is
/// the wallet: its locks, ledger lines and sums.
final class Slices {

    /// As usage.intake.slice has it.
    static final int COUNT = 16;

    /// With fewer wallets in a batch there is little to win.
    private static final int EVENTS_PER_WALLET = 8;

    private final int batch;
    private int left;
    private boolean again;

    /// @param batch the most events of a batch
    Slices(int batch) {
        this.batch = batch;
    }

    /// The slice that is next; -1: take the oldest events, whosever they are.
    synchronized int next() {
        if (left == 0 && again) {
            begin();
        }
        return left == 0 ? -1 : --left;
    }

    private void begin() {
        left = COUNT;
        again = false;
    }

    /// What came of a batch of a slice, or of the oldest events: a full one says that more waits.
    synchronized void settled(boolean isSlice, Settled settled) {
        if (settled.taken() < batch) {
            return;
        }
        if (isSlice) {
            again = true;
        } else if (left == 0 && settled.wallets() * EVENTS_PER_WALLET > settled.taken()) {
            begin();
        }
    }
}
