package dev.aibridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The processor time that processes used, by the word of the operating system (`/proc/PID/stat`).
final class Cpu {

    /// Linux tells times in hundredths of a second on every machine (`USER_HZ`).
    private static final long TICK_MICROS = 10_000;

    /// Where user time stands behind the program's name; system time and both of the children that
    /// have ended follow.
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;

    private Cpu() {}

    /// User and system time in microseconds of processes and all that they started, ended ones too.
    static long micros(long... pids) {
        long sum = 0;
        for (long pid : pids) {
            sum += tree(pid);
        }
        return sum;
    }

    private static long tree(long pid) {
        Stream<ProcessHandle> all =
                ProcessHandle.of(pid).stream()
                        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()));
        return all.mapToLong(process -> own(process.pid())).sum();
    }

    private static long own(long pid) {
        try {
            return micros(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (NoSuchFileException ended) {
            // Its parent counts it from now on.
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads one line of `/proc/PID/stat`; a program's name may hold spaces and parentheses.
    static long micros(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return List.of(fields).subList(FIRST_TIME, FIRST_TIME + TIMES).stream()
                        .mapToLong(Long::parseLong)
                        .sum()
                * TICK_MICROS;
    }
}
