package dev.aibridge.sandbox.anthropic;

import dev.aibridge.sandbox.anthropic.rules.Prompt;
import dev.aibridge.sandbox.anthropic.rules.Prompt.Boundary;
import dev.aibridge.sandbox.anthropic.rules.Prompt.Mark;
import dev.aibridge.sandbox.count.Writes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the prompt cache remembers: the prefixes that requests marked, for as long as they asked.
/// Reading keeps a prefix for its time again. Bounded; the prefix not used for longest is forgotten
/// first. Safe for use by several threads. [The
/// rules](https://platform.claude.com/docs/en/build-with-claude/prompt-caching)
final class CacheMemory {

    private static final int MAX_PREFIXES = 100_000;
    private static final long PRIME = 0x100000001b3L;

    /// From a mark the cache looks back over so many blocks.
    private static final int LOOK_BACK = 20;

    private final InstantSource clock;
    private final Map<Long, Kept> kept = new LinkedHashMap<>(1 << 10, 0.75f, true);

    CacheMemory(InstantSource clock) {
        this.clock = clock;
    }

    /// What a request read from the cache and wrote to it.
    record Use(int read, Writes writes) {}

    /// Looks a prompt up and remembers the prefixes it marks.
    ///
    /// @param scope whose cache it is: organisation and model
    /// @param minTokens a shorter prefix is not cached
    synchronized Use use(String scope, Prompt prompt, int minTokens) {
        List<Boundary> boundaries = prompt.boundaries();
        long[] hashes = hashes(scope, prompt);
        int read = 0;
        int hour = 0;
        int last = 0;
        for (int i = 0; i < boundaries.size(); i++) {
            Boundary boundary = boundaries.get(i);
            if (boundary.mark() != Mark.NONE && boundary.tokens() >= minTokens) {
                read = Math.max(read, found(boundaries, hashes, i));
                last = boundary.tokens();
                hour = boundary.mark() == Mark.ONE_HOUR ? last : hour;
            }
        }
        for (int i = 0; i < boundaries.size(); i++) {
            Boundary boundary = boundaries.get(i);
            if (boundary.mark() != Mark.NONE && boundary.tokens() >= minTokens) {
                keep(hashes[i], boundary.mark());
            }
        }
        forgetOldest();
        int hourWritten = Math.max(0, hour - read);
        int written = Math.max(0, last - read);
        return new Use(read, new Writes(written - hourWritten, hourWritten));
    }

    private int found(List<Boundary> boundaries, long[] hashes, int from) {
        for (int i = from; i >= 0 && i > from - LOOK_BACK; i--) {
            Kept prefix = kept.get(hashes[i]);
            if (prefix != null && prefix.until().isAfter(clock.instant())) {
                kept.put(hashes[i], prefix.renewed(clock.instant()));
                return boundaries.get(i).tokens();
            }
        }
        return 0;
    }

    private void keep(long hash, Mark mark) {
        Kept before = kept.get(hash);
        Duration asked = mark == Mark.ONE_HOUR ? Duration.ofHours(1) : Duration.ofMinutes(5);
        boolean live = before != null && before.until().isAfter(clock.instant());
        if (!live) {
            kept.put(hash, new Kept(asked, clock.instant().plus(asked)));
        }
    }

    private static long[] hashes(String scope, Prompt prompt) {
        List<Boundary> boundaries = prompt.boundaries();
        int[] tokens = prompt.toArray();
        long[] hashes = new long[boundaries.size()];
        long hash = scope.hashCode();
        int at = 0;
        for (int i = 0; i < hashes.length; i++) {
            for (; at < boundaries.get(i).tokens(); at++) {
                hash = (hash ^ tokens[at]) * PRIME;
            }
            hashes[i] = hash;
        }
        return hashes;
    }

    private void forgetOldest() {
        var oldest = kept.keySet().iterator();
        for (int surplus = kept.size() - MAX_PREFIXES; surplus > 0; surplus--) {
            oldest.next();
            oldest.remove();
        }
    }

    private record Kept(Duration time, Instant until) {

        Kept renewed(Instant now) {
            return new Kept(time, now.plus(time));
        }
    }
}
