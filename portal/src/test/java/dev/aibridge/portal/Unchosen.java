package dev.aibridge.portal;

import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/// Nobody's choice of language, theme or time zone outlives its test: the others read English.
public final class Unchosen implements QuarkusTestAfterEachCallback {

    @Override
    public void afterEach(QuarkusTestMethodContext context) {
        TestServers.sql(
                "UPDATE accounts.person SET language = 'en', theme = 'system', time_zone = 'UTC'");
    }
}
