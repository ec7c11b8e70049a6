package dev.aibridge.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class VendorKeyTest {

    private final VendorKey key = new VendorKey("sk-Q7wZ93hTmLx2");

    @Test
    void partsThatVendorsRepeatAreHidden() {
        assertThat(key.hideIn("Incorrect API key: sk-Q7wZ93hTmLx2."))
                .isEqualTo("Incorrect API key: ….");
        assertThat(key.hideIn("Your api key: ****mLx2 is invalid"))
                .isEqualTo("Your api key: ****… is invalid");
        assertThat(key.hideIn("sk-Q7***mLx2")).isEqualTo("…***…");
        assertThat(key.hideIn("model not found")).isEqualTo("model not found");
        assertThat(new VendorKey("x").hideIn("axb")).isEqualTo("a…b");
    }

    @Property
    void noFourCharactersOfTheKeyAreLeft(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 60) String text,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 4, max = 20)
                    String secret) {
        String hidden = new VendorKey(secret).hideIn(text);
        for (int at = 0; at + 4 <= secret.length(); at++) {
            assertThat(hidden).doesNotContain(secret.substring(at, at + 4));
        }
    }
}
