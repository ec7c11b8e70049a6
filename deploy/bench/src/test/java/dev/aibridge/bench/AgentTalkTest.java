package dev.aibridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentTalkTest {

    private static final int TURNS = 150;

    @Test
    void the_same_seed_gives_the_same_conversations() {
        AgentTalk one = new AgentTalk(7);
        AgentTalk two = new AgentTalk(7);
        AgentTalk other = new AgentTalk(8);

        for (int i = 0; i < 20; i++) {
            String body = one.next("m");
            assertThat(two.next("m")).isEqualTo(body);
            assertThat(other.next("m")).isNotEqualTo(body);
            one.said(100);
            two.said(100);
        }
    }

    @Test
    void prompts_are_long_and_mostly_those_of_the_turn_before() {
        AgentTalk talk = new AgentTalk(7);
        String last = "";
        int repeated = 0;
        for (int i = 0; i < TURNS; i++) {
            String body = talk.next("m");
            assertThat(body.length()).isBetween(40_000, 620_000);
            String beginning = last.isEmpty() ? "none" : last.substring(0, last.length() - 2);
            repeated += body.startsWith(beginning) ? 1 : 0;
            talk.said(300);
            last = body;
        }
        assertThat(repeated).isBetween(TURNS * 9 / 10, TURNS - 2);
    }
}
