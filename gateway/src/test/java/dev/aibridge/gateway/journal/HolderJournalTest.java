package dev.aibridge.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.uuid.Generators;
import dev.aibridge.common.usage.UsageEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HolderJournalTest {

    private static final int SEGMENT_BYTES = 1 << 16;

    @TempDir Path path;
    private JournalDir dir;

    @BeforeEach
    void open() throws IOException {
        dir = JournalDir.open(path, Long.MAX_VALUE);
    }

    @AfterEach
    void close() throws IOException {
        dir.close();
    }

    private HolderJournal begin() throws IOException {
        UUID holder = Generators.timeBasedEpochGenerator().generate();
        return HolderJournal.begin(dir, holder, SEGMENT_BYTES);
    }

    private static UsageEvent admit(HolderJournal journal) {
        if (journal.admit(Events::abandoned) instanceof Admitted.Request request) {
            return request.event();
        }
        throw new IllegalStateException("no room");
    }

    /// Every ended event of a folder, as the shipper reads them.
    private static List<Long> shipped(HolderJournal journal) throws IOException {
        Outbox outbox = new Outbox(journal);
        List<Long> seqs = new ArrayList<>();
        List<Shipment> batch = outbox.next(100);
        while (!batch.isEmpty()) {
            batch.forEach(shipment -> seqs.add(shipment.seq()));
            outbox.acknowledge();
            batch = outbox.next(100);
        }
        return seqs;
    }

    private static void overwrite(Path file, int from, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), from);
        }
    }

    @Test
    void aLastRecordCutAtAnyByteIsAsIfItHadNotBeenWritten() throws IOException {
        HolderJournal journal = begin();
        UsageEvent first = admit(journal);
        UsageEvent second = admit(journal);
        int before = journal.current().committed();
        journal.end(Events.completed(first, 1));
        int after = journal.current().committed();
        Path file = journal.folder().segment(1);
        byte[] whole = Files.readAllBytes(file);
        assertThat(Replay.of(journal.folder()).open()).containsExactly(second);
        for (int cut = before; cut < after - 8; cut++) {
            byte[] tail = whole.clone();
            Arrays.fill(tail, cut, tail.length, (byte) 0);
            overwrite(file, 0, tail);
            Replay replay = Replay.of(journal.folder());
            assertThat(replay.open()).as("cut at %d", cut).containsExactly(first, second);
            assertThat(replay.alarms()).isEmpty();
            assertThat(replay.damaged()).isFalse();
            assertThat(replay.lastSeq()).isEqualTo(2);
            assertThat(Replay.of(journal.folder())).isEqualTo(replay);
        }
    }

    @Test
    void aFlippedBitBeforeTheLastRecordIsAnAlarmAndNothingBehindItIsGuessed() throws IOException {
        HolderJournal journal = begin();
        UsageEvent first = admit(journal);
        int damaged = journal.current().committed() + 40;
        journal.end(Events.completed(first, 1));
        journal.end(Events.completed(admit(journal), 1));
        Path file = journal.folder().segment(1);
        byte[] bytes = Files.readAllBytes(file);
        overwrite(file, damaged, new byte[] {(byte) (bytes[damaged] ^ 1)});

        Replay replay = Replay.of(journal.folder());
        assertThat(replay.damaged()).isTrue();
        assertThat(replay.alarms()).singleElement().asString().contains("damage at byte");
        assertThat(replay.open()).isEmpty();
        HolderJournal resumed = HolderJournal.resume(dir, journal.folder(), replay);
        assertThat(resumed.finished()).isFalse();
        Outbox outbox = new Outbox(resumed);
        assertThat(outbox.next(10)).isEmpty();
        assertThat(outbox.damage()).contains("damage at byte");
    }

    @Test
    void aGapInTheSequenceIsAnAlarm() throws IOException {
        HolderJournal journal = begin();
        admit(journal);
        UsageEvent skipped = Events.abandoned(journal.holder(), 3);
        journal.current().append(Segment.ADMITTED, skipped);
        assertThat(Replay.of(journal.folder()).alarms())
                .containsExactly("sequence goes from 1 to 3");
    }

    @Test
    void whatADeadProcessLeftOpenIsEndedAsItWasRecordedAndOnlyOnce() throws IOException {
        HolderJournal journal = begin();
        UsageEvent ended = admit(journal);
        UsageEvent open = admit(journal);
        journal.end(Events.completed(ended, 5));
        Replay replay = Replay.of(journal.folder());
        HolderJournal resumed = HolderJournal.resume(dir, journal.folder(), replay);
        assertThat(shipped(resumed)).containsExactly(ended.seq(), open.seq());
        assertThat(resumed.finished()).isTrue();
        Replay again = Replay.of(journal.folder());
        assertThat(again.open()).isEmpty();
        assertThat(again.lastSeq()).isEqualTo(2);
        assertThat(shipped(HolderJournal.resume(dir, journal.folder(), again))).isEmpty();
    }

    private static final class Stream implements Progress {
        private final UsageEvent admitted;
        private long tokens;

        Stream(UsageEvent admitted) {
            this.admitted = admitted;
        }

        @Override
        public long tokens() {
            return tokens;
        }

        @Override
        public UsageEvent soFar() {
            return Events.soFar(admitted, tokens);
        }
    }

    @Test
    void aStreamThatADeadProcessLeftOpenIsEndedAsFarAsItsLastRecord() throws IOException {
        HolderJournal journal = begin();
        Stream one = new Stream(admit(journal));
        Stream other = new Stream(admit(journal));
        UsageEvent silent = admit(journal);
        journal.follow(one.admitted.seq(), one);
        journal.follow(other.admitted.seq(), other);
        one.tokens = 1_500;
        other.tokens = 999;
        journal.recordProgress(Duration.ofHours(1), 1_000);
        one.tokens = 2_499;
        journal.recordProgress(Duration.ofHours(1), 1_000);

        Replay replay = Replay.of(journal.folder());
        assertThat(replay.alarms()).isEmpty();
        assertThat(replay.lastSeq()).isEqualTo(3);
        assertThat(replay.open())
                .containsExactly(Events.soFar(one.admitted, 1_500), other.admitted, silent);
        assertThat(shipped(HolderJournal.resume(dir, journal.folder(), replay)))
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void progressIsRecordedAfterATimeAndOnlyWhenThereIsAny() throws IOException {
        HolderJournal journal = begin();
        Stream stream = new Stream(admit(journal));
        journal.follow(1, stream);
        int before = journal.current().committed();
        journal.recordProgress(Duration.ZERO, 1_000);
        assertThat(journal.current().committed()).isEqualTo(before);
        stream.tokens = 1;
        journal.recordProgress(Duration.ZERO, 1_000);
        int after = journal.current().committed();
        assertThat(after).isGreaterThan(before);
        journal.end(Events.completed(stream.admitted, 1));
        stream.tokens = 2;
        after = journal.current().committed();
        journal.recordProgress(Duration.ZERO, 1_000);
        assertThat(journal.current().committed()).isEqualTo(after);
        assertThat(Replay.of(journal.folder()).open()).isEmpty();
    }

    @Test
    void progressNeverTakesTheRoomOfAnEnd() throws IOException {
        HolderJournal journal = begin();
        Stream stream = new Stream(admit(journal));
        journal.follow(1, stream);
        for (int i = 1; i < 1_000; i++) {
            stream.tokens = i;
            journal.recordProgress(Duration.ZERO, 1);
        }
        assertThat(journal.admit(Events::abandoned)).isInstanceOf(Admitted.NoRoom.class);
        journal.end(Events.completed(stream.admitted, 1));
        Replay replay = Replay.of(journal.folder());
        assertThat(replay.alarms()).isEmpty();
        assertThat(replay.open()).isEmpty();
    }

    @Test
    void segmentsBehindTheFloorAreNotReadAgain() throws IOException {
        HolderJournal journal = begin();
        while (journal.current().number() < 3) {
            journal.prepare();
            journal.end(Events.completed(admit(journal), 1));
        }
        UsageEvent open = admit(journal);
        assertThat(shipped(journal)).hasSize((int) open.seq() - 1);
        assertThat(Cursor.read(journal.folder().cursor()).floor()).isEqualTo(3);
        Files.delete(journal.folder().segment(1));
        overwrite(journal.folder().segment(2), Segment.HEADER_BYTES, new byte[100]);
        Replay replay = Replay.of(journal.folder());
        assertThat(replay.alarms()).isEmpty();
        assertThat(replay.open()).containsExactly(open);
        assertThat(replay.lastSeq()).isEqualTo(open.seq());
    }

    @Test
    void anEventThatCannotBeWrittenLeavesNoTraceAndNoGap() throws IOException {
        HolderJournal journal = begin();
        assertThat(failToAdmit(journal)).isInstanceOf(IllegalArgumentException.class);
        assertThat(admit(journal).seq()).isEqualTo(1);
        Replay replay = Replay.of(journal.folder());
        assertThat(replay.lastSeq()).isEqualTo(1);
        assertThat(replay.alarms()).isEmpty();
    }

    private static Throwable failToAdmit(HolderJournal journal) {
        return catchThrowable(
                () -> journal.admit((holder, seq) -> Events.ofModel(holder, seq, "m".repeat(300))));
    }

    @Test
    void eightThreadsAtOnceLoseNothing() throws Exception {
        int threads = 8;
        int each = 2_000;
        HolderJournal journal = HolderJournal.begin(dir, UUID.randomUUID(), 32 << 20);
        List<Future<Set<Long>>> running = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int t = 0; t < threads; t++) {
                running.add(pool.submit(() -> appendPairs(journal, each)));
            }
        }
        Set<Long> acknowledged = new HashSet<>();
        for (Future<Set<Long>> future : running) {
            acknowledged.addAll(future.get());
        }
        assertThat(acknowledged).hasSize(threads * each);
        assertThat(new HashSet<>(shipped(journal))).isEqualTo(acknowledged);
        Replay replay = Replay.of(journal.folder());
        assertThat(replay.alarms()).isEmpty();
        assertThat(replay.open()).isEmpty();
        assertThat(replay.lastSeq()).isEqualTo(acknowledged.size());
    }

    private static Set<Long> appendPairs(HolderJournal journal, int count) {
        Set<Long> seqs = new HashSet<>();
        for (int i = 0; i < count; i++) {
            UsageEvent admitted = admit(journal);
            journal.end(Events.completed(admitted, i));
            seqs.add(admitted.seq());
        }
        return seqs;
    }
}
