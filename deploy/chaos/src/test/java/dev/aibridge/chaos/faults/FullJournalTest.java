package dev.aibridge.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.chaos.World;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.process.Part;
import dev.aibridge.local.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A gateway whose journal has no room left admits nothing more, and ends well what it admitted.
final class FullJournalTest {

    private static final Duration START = Duration.ofSeconds(60);
    private static final String GATEWAY = "gateway-2";
    private static final int FULL = 503;

    /// Two segments of 64 KiB: room for some hundred requests.
    private static final Map<String, String> SMALL =
            Map.of(
                    "AIBRIDGE_JOURNAL_SEGMENT_BYTES", "65536",
                    "AIBRIDGE_JOURNAL_MAX_BYTES", "131072");

    private static final int MOST_ASKED = 1_000;
    private static final int AT_ONCE = 20;
    private static final int ALONE = 4;

    private static World world;
    private static Part gateway;

    @BeforeAll
    static void giveTheJournalLittleRoom() throws Exception {
        world = Shared.pair();
        Stack stack = world.stack();
        gateway = stack.part(GATEWAY).orElseThrow();
        SMALL.forEach((name, value) -> stack.env(GATEWAY, name, value));
        stack.env(GATEWAY, "AIBRIDGE_JOURNAL_DIR", journal("small"));
        gateway.restart(START);
    }

    @AfterAll
    static void giveItRoomAgain() throws Exception {
        Stack stack = world.stack();
        stack.env(GATEWAY, "AIBRIDGE_JOURNAL_SEGMENT_BYTES", "16777216");
        stack.env(GATEWAY, "AIBRIDGE_JOURNAL_MAX_BYTES", Long.toString(Long.MAX_VALUE));
        stack.env(GATEWAY, "AIBRIDGE_JOURNAL_DIR", journal(GATEWAY));
        gateway.restart(START);
    }

    private static String journal(String name) {
        return world.stack().settings().home().resolve("journal").resolve(name).toString();
    }

    @Test
    void nothingIsAdmittedAndNothingIsLost() throws Exception {
        Customer customer = world.customer("Full", 10_000_000);
        long before = world.vendors().lastSeq();
        List<Reply> replies = new ArrayList<>();
        try (Client client = new Client(world.stack().url(GATEWAY), customer)) {
            while (replies.size() < MOST_ASKED
                    && replies.stream().noneMatch(reply -> reply.status() == FULL)) {
                replies.addAll(Together.run(AT_ONCE, i -> client.ask(ask(i))));
            }
            // Running requests keep room for their ends, more than those take: alone, one may find
            // some again, until one that was alone is refused.
            do {
                replies.add(client.ask(ask(replies.size())));
            } while (replies.size() < MOST_ASKED && replies.getLast().status() != FULL);
            for (int i = 0; i < ALONE; i++) {
                Reply alone = client.ask(ask(i));
                assertThat(alone.status()).isEqualTo(FULL);
                replies.add(alone);
            }
        }
        List<Reply> answered = replies.stream().filter(Reply::finished).toList();
        List<Reply> refused = replies.stream().filter(reply -> !reply.finished()).toList();
        System.out.printf(
                "a full journal: %d answered, %d refused%n", answered.size(), refused.size());
        assertThat(refused)
                .allMatch(reply -> reply.status() == FULL)
                .allMatch(reply -> reply.errorCode().equals("dependency_unavailable"));
        assertThat(world.vendors().requestsSince(before)).hasSameSizeAs(answered);
        assertThat(world.awaitBookings(customer, answered.size()))
                .hasSameSizeAs(answered)
                .allMatch(booked -> booked.outcome() == Outcome.COMPLETED);
        world.assertProven();
    }

    private static Ask ask(int i) {
        String text = "Fill " + i + ". [[tokens=5]]";
        return i % 2 == 0 ? Ask.streamed(text) : Ask.whole(text);
    }
}
