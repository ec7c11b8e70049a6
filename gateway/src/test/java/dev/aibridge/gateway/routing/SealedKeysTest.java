package dev.aibridge.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedKeysTest {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Map<String, String> OPENAI = Map.of("OPENAI_API_KEY", "sk-environment");

    private Shelf shelf;

    @BeforeEach
    void open() throws SQLException {
        open(Map.of("aibridge.routing.vendor-key-key", Shelf.KEY_KEY));
    }

    private void open(Map<String, String> routing) throws SQLException {
        shelf = new Shelf(OPENAI, routing);
    }

    @AfterEach
    void close() throws SQLException {
        shelf.close();
    }

    private void store(String channel, byte[] sealed) throws SQLException {
        Shelf.store(shelf.database, channel, sealed);
    }

    private String key(String model) {
        return shelf.served(model).channel().key().secret();
    }

    private double locked() {
        return shelf.room.metrics.get("aibridge.channels.locked").gauge().value();
    }

    @Test
    void theEnvironmentsKeyComesBeforeASealedOne() throws SQLException {
        store("openai", Shelf.sealed("openai", "sk-sealed"));
        store("deepseek", Shelf.sealed("deepseek", "sk-sealed"));
        shelf.awaitRead();
        assertThat(key("gpt-4o")).isEqualTo("sk-environment");
        assertThat(key("deepseek-chat")).isEqualTo("sk-sealed");
        assertThat(shelf.serves("qwen-max")).isFalse();
        assertThat(locked()).isZero();
    }

    @Test
    void aKeyIsInForceWithinASecondOfBeingStoredChangedAndRemoved() throws SQLException {
        shelf.awaitRead();
        assertThat(shelf.serves("deepseek-chat")).isFalse();
        store("deepseek", Shelf.sealed("deepseek", "sk-first"));
        await().atMost(SOON).until(() -> shelf.serves("deepseek-chat"));
        store("deepseek", Shelf.sealed("deepseek", "sk-second"));
        await().atMost(SOON).until(() -> key("deepseek-chat").equals("sk-second"));
        shelf.database.runAs("aibridge_portal", "DELETE FROM catalog.channel_secret");
        await().atMost(SOON).until(() -> !shelf.serves("deepseek-chat"));
    }

    @Test
    void oneThatDoesNotOpenPutsItsChannelAloneOut() throws SQLException {
        store("deepseek", Shelf.sealed("deepseek", "sk-good"));
        shelf.awaitRead();
        store("deepseek", Shelf.sealed("qwen", "sk-of-another-channel"));
        await().atMost(SOON).until(() -> !shelf.serves("deepseek-chat"));
        store("qwen", new byte[64]);
        await().atMost(SOON).until(() -> locked() == 2);
        assertThat(shelf.serves("gpt-4o")).isTrue();
        store("moonshot", Shelf.sealed("moonshot", "sk-good"));
        await().atMost(SOON).until(() -> shelf.serves("kimi-k2.5"));
        store("deepseek", Shelf.sealed("deepseek", "sk-good"));
        await().atMost(SOON).until(() -> shelf.serves("deepseek-chat") && locked() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-two\r\nlines", "with space", "schlüssel", "   "})
    void whatNoHeaderCanCarryIsNoKey(String secret) throws SQLException {
        store("deepseek", Shelf.sealed("deepseek", secret));
        shelf.awaitRead();
        assertThat(locked()).isEqualTo(1);
        assertThat(shelf.serves("deepseek-chat")).isFalse();
        assertThat(shelf.serves("gpt-4o")).isTrue();
    }

    @Test
    void aGatewayWithoutTheKeyEncryptionKeyUsesTheEnvironmentAlone() throws SQLException {
        shelf.close();
        open(Map.of());
        store("deepseek", Shelf.sealed("deepseek", "sk-sealed"));
        shelf.awaitRead();
        assertThat(shelf.serves("gpt-4o")).isTrue();
        assertThat(shelf.serves("deepseek-chat")).isFalse();
        assertThat(locked()).isEqualTo(1);
    }

    @Test
    void aGatewayDoesNotStartWithAKeyEncryptionKeyOfAnotherLength() {
        assertThatThrownBy(() -> open(Map.of("aibridge.routing.vendor-key-key", "c2hvcnQ=")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AIBRIDGE_VENDOR_KEY_KEY")
                .hasMessageContaining("has 5");
    }
}
