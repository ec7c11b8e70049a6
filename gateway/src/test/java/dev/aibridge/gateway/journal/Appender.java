package dev.aibridge.gateway.journal;

import dev.aibridge.common.usage.UsageEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/// A process that admits and ends requests without pause, and prints the number of each one that
/// ended, until it is killed.
final class Appender {

    private Appender() {}

    public static void main(String[] args) throws IOException {
        JournalDir dir = JournalDir.open(Path.of(args[0]), Long.MAX_VALUE);
        HolderJournal journal = HolderJournal.begin(dir, UUID.fromString(args[1]), 1 << 20);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        while (true) {
            journal.prepare();
            if (journal.admit(Events::abandoned) instanceof Admitted.Request request) {
                UsageEvent event = request.event();
                journal.end(Events.completed(event, 1));
                out.println(event.seq());
            }
        }
    }
}
