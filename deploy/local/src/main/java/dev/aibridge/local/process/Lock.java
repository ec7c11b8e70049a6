package dev.aibridge.local.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Held by one launcher per folder; the kernel frees it however the launcher ends.
public final class Lock implements AutoCloseable {

    private final FileChannel channel;

    private Lock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the lock and writes down who has it; empty when somebody else does.
    public static Optional<Lock> take(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Optional<FileLock> lock = Optional.ofNullable(channel.tryLock());
        if (lock.isEmpty()) {
            channel.close();
            return Optional.empty();
        }
        Identity self = Identity.of(ProcessHandle.current().pid()).orElseThrow();
        // Through this channel: a second one on the same file would free the lock when it is
        // closed.
        String holder = self.pid() + "\n" + self.birth() + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)));
        return Optional.of(new Lock(channel));
    }

    /// Who holds it, if that process still runs.
    public static Optional<Identity> holder(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 2) {
            return Optional.empty();
        }
        Identity holder = new Identity(Long.parseLong(lines.getFirst()), lines.get(1));
        return Optional.of(holder).filter(Identity::isAlive);
    }

    @Override
    public void close() throws IOException {
        channel.truncate(0);
        channel.close();
    }
}
