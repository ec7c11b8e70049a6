package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxSettingsTest {

    @Test
    void anEmptyEnvironmentMeansTheDefaults() {
        SandboxSettings settings = SandboxSettings.fromEnvironment(Map.of());

        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8090);
        assertThat(settings.timeToFirstToken()).isEqualTo(Duration.ofMillis(150));
        assertThat(settings.tokensPerSecond()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "AIBRIDGE_SANDBOX_PORT,65536",
        "AIBRIDGE_SANDBOX_PORT,eighty",
        "AIBRIDGE_SANDBOX_TTFT_MS,-1",
        "AIBRIDGE_SANDBOX_TTFT_MS,600001",
        "AIBRIDGE_SANDBOX_TOKENS_PER_SECOND,-1",
        "AIBRIDGE_HOST,' '"
    })
    void aWrongValueIsRefusedByItsName(String name, String value) {
        assertThatThrownBy(() -> SandboxSettings.fromEnvironment(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void aTakenPortIsNamed() {
        try (Sandbox first = Sandbox.start(SandboxSettings.unpaced())) {
            String port = first.baseUrl().substring(first.baseUrl().lastIndexOf(':') + 1);

            assertThatThrownBy(
                            () ->
                                    Sandbox.start(
                                            SandboxSettings.fromEnvironment(
                                                    Map.of("AIBRIDGE_SANDBOX_PORT", port))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(port);
        }
    }
}
