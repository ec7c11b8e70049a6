package dev.aibridge.sandbox.count;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a vendor's prompt cache remembers: prefixes of 1,024 tokens and more, in steps of 128.
/// Bounded; the prefix not used for longest is forgotten first. Safe for use by several threads.
public final class PrefixMemory {

    private static final int SHORTEST = 1_024;
    private static final int STEP = 128;
    private static final int MAX_PREFIXES = 100_000;
    private static final long PRIME = 0x100000001b3L;

    private final Map<Long, Boolean> seen = new LinkedHashMap<>(1 << 10, 0.75f, true);

    /// How many leading tokens were seen before; remembers all of this prompt.
    ///
    /// @param scope whose cache it is: vendor, key and model
    public synchronized int recall(String scope, int[] prompt) {
        int cached = 0;
        long hash = scope.hashCode();
        for (int i = 0; i < prompt.length; i++) {
            hash = (hash ^ prompt[i]) * PRIME;
            int length = i + 1;
            if (length >= SHORTEST && length % STEP == 0) {
                boolean known = seen.put(hash, Boolean.TRUE) != null;
                cached = known ? length : cached;
            }
        }
        forgetOldest();
        return cached;
    }

    private void forgetOldest() {
        var oldest = seen.keySet().iterator();
        for (int surplus = seen.size() - MAX_PREFIXES; surplus > 0; surplus--) {
            oldest.next();
            oldest.remove();
        }
    }
}
