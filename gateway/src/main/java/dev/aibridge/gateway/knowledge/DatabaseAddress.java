package dev.aibridge.gateway.knowledge;

import io.vertx.pgclient.PgConnectOptions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where the database is: the datasource's own settings, for connections outside its pool.
final class DatabaseAddress {

    private DatabaseAddress() {}

    @Produces
    @Singleton
    static PgConnectOptions address(
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        PgConnectOptions address = PgConnectOptions.fromUri(url).setUser(user);
        password.ifPresent(address::setPassword);
        return address;
    }
}
