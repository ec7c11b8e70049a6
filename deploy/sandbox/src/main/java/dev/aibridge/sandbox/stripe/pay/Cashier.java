package dev.aibridge.sandbox.stripe.pay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/// Takes payments and ends the delayed ones when their time has come.
public final class Cashier {

    private final Vertx vertx;
    private final Till till;
    private final Supplier<Later> later;

    /// @param later how delayed payments end
    public Cashier(Vertx vertx, Till till, Supplier<Later> later) {
        this.vertx = vertx;
        this.till = till;
        this.later = later;
    }

    /// Tries to pay a session, as it is now.
    public Outcome pay(ObjectNode session, Tender tender) {
        Outcome outcome = till.pay(session, tender);
        long delayMs = later.get().after().toMillis();
        if (outcome instanceof Outcome.Completed && tender instanceof Tender.Later && delayMs > 0) {
            vertx.setTimer(delayMs, _ -> till.settle(session, later.get().paid()));
        }
        return outcome;
    }

    /// Ends the delayed payment of a session.
    ///
    /// @return whether one was pending
    public boolean settle(ObjectNode session, boolean paid) {
        return till.settle(session, paid);
    }
}
