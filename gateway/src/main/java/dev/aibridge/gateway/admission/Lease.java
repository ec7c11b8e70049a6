package dev.aibridge.gateway.admission;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What this process holds of one wallet: cumulative totals as the database knows them, and what
/// was carved from them here. All amounts are micro-tokens.
///
/// Law: `granted − returned − used − held ≥ 0`, except for charges above their hold; then nothing
/// is free. Not safe for threads.
final class Lease {

    private long granted;
    private long returned;
    private long settled;
    private long posted;
    private long used;
    private long held;
    private long capRest = LeaseAnswer.NO_CAP;
    private OptionalLong capUntilMs = OptionalLong.empty();

    /// What can be carved now.
    long free() {
        return Math.max(0, granted - returned - used - held);
    }

    long granted() {
        return granted;
    }

    long returned() {
        return returned;
    }

    long held() {
        return held;
    }

    /// Charges of this process that the database had not settled when it last answered.
    long unsettled() {
        return Math.max(0, used - settled);
    }

    /// The wallet's balance as last heard, less what this process has spent since.
    long balance() {
        return posted - unsettled();
    }

    /// What this process' own spending took that is not settled yet, so that nobody's end of a
    /// request leaves so much; `null` when others hold it.
    @Nullable HoldAnswer usedUp(long minimum) {
        if (balance() < minimum) {
            return new HoldAnswer.Broke();
        }
        return capRest - unsettled() < minimum ? capped() : null;
    }

    /// That a spend cap is used up.
    HoldAnswer capped() {
        return new HoldAnswer.Capped(capUntilMs);
    }

    /// Sets money aside.
    ///
    /// @throws IllegalArgumentException when so much is not free
    void carve(long amount) {
        if (amount < 0 || amount > free()) {
            throw new IllegalArgumentException("carve " + amount + " of " + free());
        }
        held += amount;
    }

    /// Ends a hold. A lease pays no more than it has: settlement takes the rest of a charge from
    /// the wallet.
    void close(long hold, long charge) {
        held -= hold;
        used = Math.min(used + charge, Math.max(used, granted - returned));
    }

    /// Takes what is free out of memory, before the database is told.
    ///
    /// @return the new total of what was returned
    long giveBack() {
        returned += free();
        return returned;
    }

    /// Adopts the database's totals. A lease that this process has forgotten was used up or given
    /// back before; answers never lower a total.
    void adopt(LeaseAnswer answer) {
        granted = Math.max(granted, answer.granted());
        returned = Math.max(returned, answer.returned());
        settled = Math.max(settled, answer.settled());
        posted = answer.posted();
        capRest = answer.capRest();
        capUntilMs = answer.capUntilMs();
        used = Math.max(used, settled);
    }
}
