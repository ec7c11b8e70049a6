package dev.aibridge.sandbox.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.vendor.Vendor;
import dev.aibridge.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The armed faults. Safe for use by several threads.
public final class FaultBoard {

    private static final int MAX_ARMED = 1_000;

    private final List<Armed> armed = new ArrayList<>();

    /// Arms a fault: `{vendor?, path?, fault, times?, marker?, …parameters}`.
    ///
    /// @return why it can't be armed; nothing when it is
    public synchronized Optional<String> arm(JsonNode json) {
        if (!(json instanceof ObjectNode values)) {
            return Optional.of("a fault is a JSON object");
        }
        Optional<FaultKind> kind = FaultKind.of(values.path("fault").asText());
        Optional<Vendor> vendor = Vendor.of(values.path("vendor").asText());
        int times = values.path("times").asInt(1);
        if (kind.isEmpty()) {
            return Optional.of("unknown fault: " + values.path("fault").asText());
        }
        if (vendor.isEmpty() && values.hasNonNull("vendor")) {
            return Optional.of("unknown vendor: " + values.path("vendor").asText());
        }
        if (times == 0 || times < -1 || armed.size() >= MAX_ARMED) {
            return Optional.of("times is -1 or at least 1, and at most 1000 faults are armed");
        }
        String marker = values.path("marker").asText();
        String path = values.path("path").asText();
        Fault fault = new Fault(kind.get(), values);
        armed.add(new Armed(vendor.orElse(null), path, marker, fault, times));
        return Optional.empty();
    }

    /// The first armed fault that fits, which is used up by one.
    ///
    /// @param path under the vendor's base
    /// @param body the request's body as text, for markers
    public synchronized Optional<Fault> draw(Vendor vendor, String path, String body) {
        Optional<Armed> drawn =
                armed.stream().filter(one -> one.fits(vendor, path, body)).findFirst();
        drawn.filter(Armed::usedUp).ifPresent(armed::remove);
        return drawn.map(one -> one.fault);
    }

    /// Disarms all.
    public synchronized void clear() {
        armed.clear();
    }

    /// What is armed, with the times that are left.
    public synchronized ArrayNode toJson() {
        ArrayNode json = Json.array();
        for (Armed one : armed) {
            ObjectNode copy = one.fault.values().deepCopy();
            json.add(copy.put("times", one.times));
        }
        return json;
    }

    private static final class Armed {
        private final @Nullable Vendor vendor;
        private final String path;
        private final String marker;
        private final Fault fault;
        private int times;

        Armed(@Nullable Vendor vendor, String path, String marker, Fault fault, int times) {
            this.vendor = vendor;
            this.path = path;
            this.marker = marker;
            this.fault = fault;
            this.times = times;
        }

        /// Counts one use; whether it was the last.
        boolean usedUp() {
            return times > 0 && --times == 0;
        }

        boolean fits(Vendor asked, String askedPath, String body) {
            return (vendor == null || vendor == asked)
                    && (path.isEmpty() || path.equals(askedPath))
                    && body.contains(marker);
        }
    }
}
