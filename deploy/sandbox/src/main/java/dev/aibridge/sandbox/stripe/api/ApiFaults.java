package dev.aibridge.sandbox.stripe.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.aibridge.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The armed faults of the API, each for one call. Used by one event loop.
public final class ApiFaults {

    private static final int MAX_ARMED = 10_000;

    private final List<ApiFault> armed = new ArrayList<>();

    /// Arms a fault.
    ///
    /// @param times for so many calls
    public void arm(ApiFault fault, int times) {
        for (int i = 0; i < times && armed.size() < MAX_ARMED; i++) {
            armed.add(fault);
        }
    }

    /// Disarms all.
    public void clear() {
        armed.clear();
    }

    /// What is armed, one a call.
    public ArrayNode toJson() {
        ArrayNode json = Json.array();
        armed.forEach(fault -> json.add(fault.toJson()));
        return json;
    }

    /// The first that fits, which is used up.
    Optional<ApiFault> draw(ApiCall call) {
        Optional<ApiFault> drawn = armed.stream().filter(one -> one.fits(call)).findFirst();
        drawn.ifPresent(armed::remove);
        return drawn;
    }
}
