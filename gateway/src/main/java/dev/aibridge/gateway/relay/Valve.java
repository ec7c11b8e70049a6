package dev.aibridge.gateway.relay;

import io.vertx.core.http.HttpClientResponse;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds a vendor's answer up while there is a reason to. Lives on one event loop.
final class Valve {

    /// Why the vendor has to wait.
    enum Reason {
        /// The client does not read.
        CLIENT,
        /// What is held for the answer is used up, and more was asked for.
        MONEY
    }

    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private @Nullable HttpClientResponse vendor;

    /// The answer has begun.
    void open(HttpClientResponse head) {
        vendor = head;
    }

    void hold(Reason reason) {
        if (reasons.add(reason) && reasons.size() == 1 && vendor != null) {
            vendor.pause();
        }
    }

    void release(Reason reason) {
        if (reasons.remove(reason) && reasons.isEmpty() && vendor != null) {
            vendor.resume();
        }
    }
}
