package dev.aibridge.common.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ApiKeyTest {

    @Test
    void generatedKeysHaveTheShapeThatScannersKnow() {
        for (int i = 0; i < 1000; i++) {
            assertThat(ApiKey.generate().secret()).matches("\\bab-[0-9A-Za-z]{38}\\b");
        }
    }

    @Test
    void oneWrongCharacterIsSeenWithoutAskingAnybody() {
        String key = ApiKey.generate().secret();
        for (int i = ApiKey.PREFIX.length(); i < key.length(); i++) {
            char other = key.charAt(i) == 'x' ? 'y' : 'x';
            String wrong = key.substring(0, i) + other + key.substring(i + 1);
            assertThat(ApiKey.isWellFormed(wrong)).as(wrong).isFalse();
        }
    }

    @Test
    void refusingAKeyDoesNotRepeatIt() {
        assertThatThrownBy(() -> new ApiKey("ab-secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
        ApiKey key = ApiKey.generate();
        assertThat(key.toString()).hasSizeLessThan(16).doesNotContain(key.secret().substring(3));
    }

    @Test
    void hashesDependOnThePepper() {
        String key = ApiKey.generate().secret();
        byte[] one = new KeyHash("p".repeat(32)).of(key);
        byte[] other = new KeyHash("q".repeat(32)).of(key);
        assertThat(one)
                .hasSize(32)
                .isEqualTo(new KeyHash("p".repeat(32)).of(key))
                .isNotEqualTo(other);
        assertThatThrownBy(() -> new KeyHash("short")).isInstanceOf(IllegalArgumentException.class);
    }
}
