package dev.aibridge.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KillTest {

    @TempDir Path path;

    @ParameterizedTest
    @ValueSource(ints = {1, 777, 20_000})
    void aProcessKilledWhileItAppendsLosesNothingThatEnded(int lines) throws Exception {
        UUID holder = UUID.randomUUID();
        long lastEnded = killAfter(lines, holder);

        try (JournalDir dir = JournalDir.open(path, Long.MAX_VALUE)) {
            HolderFolder folder = new HolderFolder(holder, path.resolve(holder.toString()));
            Replay replay = Replay.of(folder);
            assertThat(replay.alarms()).isEmpty();
            assertThat(replay.lastSeq()).isBetween(lastEnded, lastEnded + 2);
            assertThat(shipped(HolderJournal.resume(dir, folder, replay)))
                    .hasSize((int) replay.lastSeq());
        }
    }

    private long killAfter(int lines, UUID holder) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Appender.class.getName(),
                                path.toString(),
                                holder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        long last = 0;
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
            String line = out.readLine();
            while (line != null) {
                last = Long.parseLong(line);
                if (last == lines) {
                    process.toHandle().destroyForcibly(); // leaves what it printed to be read
                }
                line = out.readLine();
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(last).isGreaterThanOrEqualTo(lines);
        return last;
    }

    private static Set<Long> shipped(HolderJournal journal) throws IOException {
        Outbox outbox = new Outbox(journal);
        Set<Long> seqs = new HashSet<>();
        List<Shipment> batch = outbox.next(500);
        while (!batch.isEmpty()) {
            batch.forEach(shipment -> assertThat(seqs.add(shipment.seq())).isTrue());
            outbox.acknowledge();
            batch = outbox.next(500);
        }
        return seqs;
    }
}
