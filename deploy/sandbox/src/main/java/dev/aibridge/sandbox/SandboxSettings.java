package dev.aibridge.sandbox;

import dev.aibridge.sandbox.settings.Environment;
import java.time.Duration;
import java.util.Map;

/// Where the sandbox listens, how fast its models speak, how much it takes and remembers.
///
/// @param port 0 for any free one
/// @param timeToFirstToken how long a model thinks before it speaks
/// @param tokensPerSecond how fast it speaks; 0 for as fast as the client reads
/// @param maxBodyBytes a larger request is a 413
/// @param maxLogEntries requests remembered; the oldest are forgotten first
/// @param maxLogBytes sum of the remembered bodies
public record SandboxSettings(
        String host,
        int port,
        Duration timeToFirstToken,
        int tokensPerSecond,
        int maxBodyBytes,
        int maxLogEntries,
        long maxLogBytes) {

    private static final int MIB = 1 << 20;

    public SandboxSettings {
        require(!host.isBlank(), "AIBRIDGE_HOST must name an address");
        require(port >= 0 && port <= 65_535, "AIBRIDGE_SANDBOX_PORT must be 0..65535: " + port);
        require(
                !timeToFirstToken.isNegative()
                        && timeToFirstToken.compareTo(Duration.ofMinutes(10)) <= 0,
                "AIBRIDGE_SANDBOX_TTFT_MS must be 0..600000: " + timeToFirstToken);
        require(
                tokensPerSecond >= 0 && tokensPerSecond <= 1_000_000,
                "AIBRIDGE_SANDBOX_TOKENS_PER_SECOND must be 0..1000000: " + tokensPerSecond);
        require(maxBodyBytes > 0 && maxLogEntries > 0 && maxLogBytes > 0, "limits are positive");
    }

    /// The settings of the environment.
    ///
    /// @throws IllegalArgumentException naming the variable that is wrong
    public static SandboxSettings fromEnvironment(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        return new SandboxSettings(
                variables.getOrDefault("AIBRIDGE_HOST", "127.0.0.1"),
                environment.number("AIBRIDGE_SANDBOX_PORT", 8090, 0, 65_535),
                environment.millis("AIBRIDGE_SANDBOX_TTFT_MS", 150, 0, 600_000),
                environment.number("AIBRIDGE_SANDBOX_TOKENS_PER_SECOND", 200, 0, 1_000_000),
                64 * MIB,
                20_000,
                32L * MIB);
    }

    /// For tests: a free port on this machine, and a model that answers at once.
    public static SandboxSettings unpaced() {
        return fromEnvironment(
                Map.of(
                        "AIBRIDGE_SANDBOX_PORT", "0",
                        "AIBRIDGE_SANDBOX_TTFT_MS", "0",
                        "AIBRIDGE_SANDBOX_TOKENS_PER_SECOND", "0"));
    }

    private static void require(boolean ok, String message) {
        if (!ok) {
            throw new IllegalArgumentException(message);
        }
    }
}
