package dev.aibridge.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One process, told apart from a later one that was given the same pid.
///
/// @param pid the process id
/// @param birth when it was started, in the system's own notation; compared, never parsed
public record Identity(long pid, String birth) {

    private static final Path PROC = Path.of("/proc");

    /// Fields of `/proc/<pid>/stat` after the command's closing bracket, see proc_pid_stat(5).
    private static final int STATE = 0;

    private static final int START_TIME = 19;

    /// The living process of a pid; empty when there is none, or only a zombie.
    public static Optional<Identity> of(long pid) {
        return birthOf(pid).map(birth -> new Identity(pid, birth));
    }

    /// The process, if it is still the same one.
    public Optional<ProcessHandle> find() {
        return isAlive() ? ProcessHandle.of(pid) : Optional.empty();
    }

    /// Whether this very process still runs.
    public boolean isAlive() {
        return birthOf(pid).filter(birth::equals).isPresent();
    }

    private static Optional<String> birthOf(long pid) {
        return Files.isDirectory(PROC.resolve("self")) ? fromProc(pid) : fromHandle(pid);
    }

    /// The kernel's own tick count: unlike a time of day it doesn't move when the clock is set.
    private static Optional<String> fromProc(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).trim().split(" "));
            if (fields.get(STATE).equals("Z") || fields.get(STATE).equals("X")) {
                return Optional.empty();
            }
            return Optional.of(bootId() + ":" + fields.get(START_TIME));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            // A process that ends while it is read: the kernel answers ESRCH.
            if (!Files.exists(PROC.resolve(Long.toString(pid)))) {
                return Optional.empty();
            }
            throw new UncheckedIOException("can't read the start time of process " + pid, e);
        }
    }

    private static String bootId() throws IOException {
        return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).trim();
    }

    private static Optional<String> fromHandle(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().startInstant())
                .map(Object::toString);
    }
}
