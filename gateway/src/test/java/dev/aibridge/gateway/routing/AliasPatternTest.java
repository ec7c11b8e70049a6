package dev.aibridge.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class AliasPatternTest {

    @Test
    void aStarStandsForAnyText() {
        AliasPattern family = new AliasPattern("gpt-5*");
        assertThat(family.matches("gpt-5")).isTrue();
        assertThat(family.matches("gpt-5.4-codex")).isTrue();
        assertThat(family.matches("gpt-4o")).isFalse();
        assertThat(family.matches("a gpt-5")).isFalse();
        AliasPattern inside = new AliasPattern("claude-*sonnet*");
        assertThat(inside.matches("claude-sonnet-4-6")).isTrue();
        assertThat(inside.matches("claude-3-5-sonnet-20241022")).isTrue();
        assertThat(inside.matches("claude-haiku")).isFalse();
        assertThat(new AliasPattern("ab*ba").matches("aba")).isFalse();
    }

    @Property(tries = 2_000)
    void patternsMatchWhatARegularExpressionWould(
            @ForAll @StringLength(max = 8) @CharRange(from = 'a', to = 'c') String name,
            @ForAll @StringLength(max = 3) @CharRange(from = 'a', to = 'c') String first,
            @ForAll @StringLength(max = 2) @CharRange(from = 'a', to = 'c') String middle,
            @ForAll @StringLength(max = 3) @CharRange(from = 'a', to = 'c') String last) {
        String pattern = first + "*" + middle + "*" + last;
        assertThat(new AliasPattern(pattern).matches(name))
                .isEqualTo(Pattern.matches(pattern.replace("*", ".*"), name));
    }

    @Test
    void noNameMakesAPatternSlow() {
        AliasPattern nasty = new AliasPattern("a*".repeat(64));
        String name = "a".repeat(255) + "b";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> {
                    for (int i = 0; i < 1_000; i++) {
                        assertThat(nasty.matches(name)).isTrue();
                        assertThat(new AliasPattern("*a*a*a*a*a*a*a*aX").matches(name)).isFalse();
                    }
                });
    }
}
