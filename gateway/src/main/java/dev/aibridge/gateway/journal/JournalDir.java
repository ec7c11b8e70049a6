package dev.aibridge.gateway.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The journal's folder: locked by one gateway process, one folder inside per holder.
final class JournalDir implements AutoCloseable {

    private final Path path;
    private final long maxBytes;
    private final FileChannel lockFile;
    private long usedBytes;

    private JournalDir(Path path, long maxBytes, FileChannel lockFile) {
        this.path = path;
        this.maxBytes = maxBytes;
        this.lockFile = lockFile;
    }

    /// Opens the folder for this process alone.
    ///
    /// @throws IllegalStateException when another process has it
    /// @throws IOException when it can't be made or read
    static JournalDir open(Path path, long maxBytes) throws IOException {
        Files.createDirectories(path);
        FileChannel channel =
                FileChannel.open(
                        path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new IllegalStateException(
                    "another gateway uses the journal folder "
                            + path.toAbsolutePath()
                            + "; give this one its own (AIBRIDGE_JOURNAL_DIR)");
        }
        JournalDir dir = new JournalDir(path, maxBytes, channel);
        dir.countBytes();
        return dir;
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    HolderFolder create(UUID holder) throws IOException {
        return HolderFolder.create(path, holder);
    }

    List<HolderFolder> holders() throws IOException {
        return HolderFolder.all(path);
    }

    /// Makes a new segment.
    ///
    /// @throws IOException when the disk or the allowance is used up
    synchronized Segment allocate(HolderFolder folder, long number, int bytes) throws IOException {
        if (usedBytes + bytes > maxBytes) {
            throw new IOException("the journal's allowance of " + maxBytes + " bytes is used up");
        }
        Path file = folder.segment(number);
        try {
            Segment segment = Segment.allocate(file, number, bytes);
            usedBytes += bytes;
            return segment;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// Deletes a segment whose time is over.
    synchronized void delete(Path segment) throws IOException {
        long bytes = Files.size(segment);
        Files.delete(segment);
        usedBytes -= bytes;
    }

    /// Deletes a closed holder's folder.
    synchronized void delete(HolderFolder folder) throws IOException {
        folder.delete();
        countBytes();
    }

    private synchronized void countBytes() throws IOException {
        long bytes = 0;
        for (HolderFolder folder : holders()) {
            for (long number : folder.segments()) {
                bytes += Files.size(folder.segment(number));
            }
        }
        usedBytes = bytes;
    }

    /// Lets the next process have the folder.
    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
