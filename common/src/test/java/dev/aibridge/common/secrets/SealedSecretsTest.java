package dev.aibridge.common.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SealedSecretsTest {

    private static final String SECRET = "sk-the-vendors-key";
    private static final String ROW = SealedSecrets.ofChannel("openai");

    private final SealedSecrets secrets = new SealedSecrets(key(32, 1));

    private static String key(int bytes, int fill) {
        byte[] key = new byte[bytes];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    @Property
    void whatWasSealedOpensForItsRow(
            @ForAll @NotEmpty @AlphaChars String secret, @ForAll String row) {
        byte[] sealed = secrets.seal(secret, row);
        assertThat(secrets.open(sealed, row)).isEqualTo(new Opening.Opened(secret));
        assertThat(sealed).hasSize(12 + secret.length() + 16);
    }

    @Property
    void oneFlippedBitAnywhereIsRefused(
            @ForAll @AlphaChars @StringLength(min = 1, max = 100) String secret,
            @ForAll @IntRange(max = 100_000) int at,
            @ForAll @IntRange(max = 7) int bit) {
        byte[] sealed = secrets.seal(secret, ROW);
        sealed[at % sealed.length] ^= (byte) (1 << bit);
        assertThat(secrets.open(sealed, ROW)).isEqualTo(new Opening.Refused());
    }

    @Property
    void anyBytesThatWereNotSealedAreRefused(@ForAll byte[] bytes) {
        assertThat(secrets.open(bytes, ROW)).isEqualTo(new Opening.Refused());
    }

    @Test
    void aShortenedOneIsRefused() {
        byte[] sealed = secrets.seal(SECRET, ROW);
        for (int length = 0; length < sealed.length; length++) {
            assertThat(secrets.open(Arrays.copyOf(sealed, length), ROW))
                    .isEqualTo(new Opening.Refused());
        }
    }

    @Test
    void anotherRowOrAnotherKeyDoesNotOpenIt() {
        byte[] sealed = secrets.seal(SECRET, ROW);
        assertThat(secrets.open(sealed, SealedSecrets.ofChannel("deepseek")))
                .isEqualTo(new Opening.Refused());
        assertThat(new SealedSecrets(key(32, 2)).open(sealed, ROW))
                .isEqualTo(new Opening.Refused());
        assertThat(new SealedSecrets(key(32, 1)).open(sealed, ROW))
                .isEqualTo(new Opening.Opened(SECRET));
    }

    @Test
    void theSameSecretIsSealedToOtherBytesEachTime() {
        assertThat(secrets.seal(SECRET, ROW)).isNotEqualTo(secrets.seal(SECRET, ROW));
        assertThat(new String(secrets.seal(SECRET, ROW), StandardCharsets.ISO_8859_1))
                .doesNotContain(SECRET);
    }

    @Test
    void aSecretHasALength() {
        String longest = "k".repeat(SealedSecrets.MAX_BYTES);
        assertThat(secrets.seal(longest, ROW)).hasSize(4096);
        assertThatThrownBy(() -> secrets.seal(longest + "k", ROW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4069 bytes");
        assertThatThrownBy(() -> secrets.seal("", ROW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyOfAnotherLengthIsRefusedWithoutRepeatingIt() {
        for (int bytes : new int[] {0, 16, 31, 33, 64}) {
            assertThatThrownBy(() -> new SealedSecrets(key(bytes, 3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("AIBRIDGE_VENDOR_KEY_KEY")
                    .hasMessageEndingWith("needs 32 bytes in base64 but has " + bytes);
        }
        assertThatThrownBy(() -> new SealedSecrets("no base64, but a secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void anOpenedSecretDoesNotPrintItself() {
        assertThat(secrets.open(secrets.seal(SECRET, ROW), ROW).toString()).doesNotContain(SECRET);
    }
}
