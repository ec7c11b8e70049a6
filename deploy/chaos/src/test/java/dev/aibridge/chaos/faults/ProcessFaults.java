package dev.aibridge.chaos.faults;

import static org.awaitility.Awaitility.await;

import dev.aibridge.chaos.World;
import dev.aibridge.local.process.Part;
import dev.aibridge.local.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What befalls processes: they are killed and paused, Redis forgets, a journal's disk fills up.
///
/// @param told is told what happens, when it begins
record ProcessFaults(World world, Random random, Consumer<String> told) {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration FILLED = Duration.ofSeconds(30);
    private static final String SECOND_GATEWAY = "gateway-2";
    private static final String SEGMENT_BYTES = "AIBRIDGE_JOURNAL_SEGMENT_BYTES";
    private static final String MAX_BYTES = "AIBRIDGE_JOURNAL_MAX_BYTES";

    /// Two of them have room for some hundred requests.
    private static final long SMALL_BYTES = 32_768;

    private static final long STANDARD_BYTES = 16_777_216;

    List<Fault> all() {
        return List.of(
                () -> kill("billing"),
                () -> kill("gateway"),
                () -> kill(SECOND_GATEWAY),
                () -> pause("billing", 3_000),
                () -> pause("gateway", 6_000),
                () -> pause(SECOND_GATEWAY, 2_000),
                () -> restart("redis"),
                this::flushRedis,
                this::fillJournal);
    }

    private Part part(String name) {
        return world.stack().part(name).orElseThrow();
    }

    private void kill(String name) throws Exception {
        told.accept("kill " + name);
        Part part = part(name);
        part.kill();
        start(part);
    }

    private void restart(String name) throws Exception {
        told.accept("restart " + name);
        part(name).restart(START);
    }

    private static void start(Part part) throws Exception {
        part.start();
        part.awaitReady(START);
    }

    private void pause(String name, int most) throws Exception {
        int millis = 500 + random.nextInt(most);
        told.accept("pause " + name + " " + millis + " ms");
        Part part = part(name);
        part.pause();
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } finally {
            part.resume();
        }
    }

    /// Counters, permits and scripts are gone.
    private void flushRedis() throws Exception {
        told.accept("flush redis");
        for (String command : List.of("FLUSHALL", "SCRIPT FLUSH")) {
            int port = part("redis").plan().port();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    InputStream in = socket.getInputStream()) {
                socket.getOutputStream()
                        .write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                String answer = new String(in.readNBytes(3), StandardCharsets.US_ASCII);
                if (!answer.equals("+OK")) {
                    throw new IOException(command + ": " + answer);
                }
            }
        }
    }

    /// A gateway finds room for some hundred requests on its disk, and then none; later there is
    /// room again.
    private void fillJournal() throws Exception {
        boolean dies = random.nextBoolean();
        told.accept("full journal of " + SECOND_GATEWAY + (dies ? ", killed" : ""));
        Part gateway = part(SECOND_GATEWAY);
        if (dies) {
            gateway.kill();
        } else {
            gateway.stop();
        }
        try {
            room(SMALL_BYTES, journalBytes() + 2 * SMALL_BYTES);
            start(gateway);
            await("a journal without room")
                    .atMost(FILLED)
                    .until(() -> Metric.of(world, SECOND_GATEWAY, "aibridge_journal_refused") > 0);
        } finally {
            room(STANDARD_BYTES, Long.MAX_VALUE);
            gateway.stop();
            start(gateway);
        }
    }

    private void room(long segmentBytes, long maxBytes) {
        Stack stack = world.stack();
        stack.env(SECOND_GATEWAY, SEGMENT_BYTES, Long.toString(segmentBytes));
        stack.env(SECOND_GATEWAY, MAX_BYTES, Long.toString(maxBytes));
    }

    private long journalBytes() throws IOException {
        Path journal = world.stack().settings().home().resolve("journal").resolve(SECOND_GATEWAY);
        long bytes = 0;
        try (Stream<Path> files = Files.walk(journal)) {
            for (Path file : files.toList()) {
                boolean isSegment = file.getFileName().toString().startsWith("segment-");
                bytes += isSegment ? Files.size(file) : 0;
            }
        }
        return bytes;
    }
}
