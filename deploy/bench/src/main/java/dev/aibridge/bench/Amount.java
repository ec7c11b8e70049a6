package dev.aibridge.bench;

import java.time.Duration;

/// How much load: so many requests, or as many as are answered in that time.
record Amount(int requests, Duration atMost) {

    static Amount of(int requests, int mostSeconds) {
        return new Amount(requests, Duration.ofSeconds(mostSeconds));
    }
}
