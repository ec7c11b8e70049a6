package dev.aibridge.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Deletes what is older than the journal's retention: segments that a replay no longer needs, and
/// folders of closed holders.
final class Keeper {

    private final JournalDir dir;
    private final Duration retention;
    private final InstantSource clock;

    Keeper(JournalDir dir, Duration retention, InstantSource clock) {
        this.dir = dir;
        this.retention = retention;
        this.clock = clock;
    }

    /// Deletes what is due.
    ///
    /// @throws IOException when something can't be read or deleted
    void tidy() throws IOException {
        for (HolderFolder folder : dir.holders()) {
            if (Files.exists(folder.closed())) {
                if (isOld(folder.closed())) {
                    dir.delete(folder);
                }
            } else {
                tidySegments(folder);
            }
        }
    }

    private void tidySegments(HolderFolder folder) throws IOException {
        long floor = Cursor.read(folder.cursor()).floor();
        for (long number : folder.segments()) {
            Path segment = folder.segment(number);
            if (number < floor && isOld(segment)) {
                dir.delete(segment);
            }
        }
    }

    private boolean isOld(Path file) throws IOException {
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        return modified.plus(retention).isBefore(clock.instant());
    }
}
