package dev.aibridge.local.postgres;

import dev.aibridge.local.process.Command;
import dev.aibridge.local.process.Ending;
import dev.aibridge.local.process.Identity;
import dev.aibridge.local.process.Log;
import dev.aibridge.local.process.Part;
import dev.aibridge.local.process.Plan;
import dev.aibridge.local.process.Probe;
import dev.aibridge.local.process.Records;
import dev.aibridge.local.process.Signal;
import dev.aibridge.local.process.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// An embedded PostgreSQL server on a folder of ours; its data outlives it.
public final class Postgres {

    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);

    /// Two clocks that both count whole seconds differ by this much at most.
    private static final long START_TOLERANCE_S = 3;

    private final PostgresSettings settings;
    private final Part part;

    /// A server that isn't started yet.
    public Postgres(PostgresSettings settings, Records records) {
        this.settings = settings;
        this.part =
                new Part(
                        new Plan(
                                "postgres",
                                settings.port(),
                                Probe.of(settings.url()),
                                Signal.INT, // fast shutdown: open sessions are rolled back
                                settings.grace(),
                                this::command),
                        records);
    }

    /// The process.
    public Part part() {
        return part;
    }

    /// `postgresql://127.0.0.1:port/aibridge`
    public String url() {
        return settings.url();
    }

    /// A connection as the owner. The caller closes it.
    public Connection connect() throws SQLException {
        return connect(PostgresSettings.DATABASE);
    }

    private Connection connect(String database) throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + database;
        return DriverManager.getConnection(url, PostgresSettings.OWNER, settings.password());
    }

    /// Starts the server and waits until it can be used.
    ///
    /// @throws StartFailed with the end of its log
    public void start(Duration limit) throws StartFailed, InterruptedException {
        part.start();
        part.awaitReady(limit);
        try (Connection connection = connect("postgres")) {
            makeDatabase(connection);
        } catch (SQLException e) {
            throw new StartFailed(
                    "the database in " + settings.data() + " can't be opened: " + e.getMessage(),
                    e);
        }
    }

    private static void makeDatabase(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                "SELECT FROM pg_database WHERE datname = '"
                                        + PostgresSettings.DATABASE
                                        + "'")) {
            if (found.next()) {
                return;
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + PostgresSettings.DATABASE);
        }
    }

    private Command command() throws StartFailed, IOException {
        Place place = Place.choose(settings.data(), settings.cache());
        if (!Files.exists(place.data().resolve("PG_VERSION"))) {
            initialise(place);
        }
        endLeftover(place.data());
        List<String> line = new ArrayList<>();
        line.add(place.binaries().program("postgres").toString());
        line.addAll(List.of("-D", place.data().toString()));
        serverSettings().forEach(setting -> line.addAll(List.of("-c", setting)));
        return new Command(place.user().argv(line), Map.of("LC_ALL", "C"), settings.log());
    }

    private List<String> serverSettings() {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "port=" + settings.port(),
                                "listen_addresses=127.0.0.1",
                                "unix_socket_directories=",
                                "max_connections=100",
                                "shared_buffers=256MB",
                                "fsync=on",
                                "synchronous_commit=on",
                                "wal_buffers=16MB",
                                "max_wal_size=2GB",
                                "checkpoint_timeout=15min",
                                "random_page_cost=1.1",
                                "jit=off",
                                "shared_preload_libraries=pg_stat_statements",
                                "log_min_duration_statement=500",
                                "log_lock_waits=on",
                                "log_line_prefix=%m [%p] %u ",
                                "log_timezone=UTC",
                                "timezone=UTC"));
        all.addAll(settings.extra());
        return all;
    }

    private void initialise(Place place) throws IOException, StartFailed {
        Path password = Files.createTempFile("aibridge", ".pw");
        try {
            Files.writeString(password, settings.password() + "\n");
            if (place.user().owner().isPresent()) {
                Files.setOwner(password, place.user().owner().get());
            }
            List<String> line =
                    List.of(
                            place.binaries().program("initdb").toString(),
                            "--pgdata=" + place.data(),
                            "--username=" + PostgresSettings.OWNER,
                            "--pwfile=" + password,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--locale=C");
            runInitdb(new Command(place.user().argv(line), Map.of("LC_ALL", "C"), settings.log()));
        } finally {
            Files.deleteIfExists(password);
        }
    }

    private static void runInitdb(Command command) throws IOException, StartFailed {
        Process initdb = command.start();
        try {
            if (initdb.waitFor(INITDB_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    && initdb.exitValue() == 0) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted while the database was made", e);
        } finally {
            initdb.destroyForcibly();
        }
        throw new StartFailed(
                "initdb could not make the database:\n    "
                        + String.join("\n    ", new Log(command.log()).tail(15)));
    }

    /// `postmaster.pid` of a server that was killed would stop the next one when its pid has gone
    /// to another process; a server that still runs on this folder is ended first.
    private void endLeftover(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        Optional<Identity> left = postmaster(file);
        if (left.isPresent()) {
            Ending.of(left.get(), Signal.INT, settings.grace());
        }
        Files.deleteIfExists(file);
    }

    /// Lines of the file: pid, data folder, start in seconds since 1970, port, …
    private static Optional<Identity> postmaster(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 3) {
            return Optional.empty();
        }
        long startedAt = Long.parseLong(lines.get(2).trim());
        return ProcessHandle.of(Long.parseLong(lines.getFirst().trim()))
                .filter(process -> isPostgres(process) && startedAround(process, startedAt))
                .flatMap(process -> Identity.of(process.pid()));
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .filter(program -> Path.of(program).endsWith("bin/postgres"))
                .isPresent();
    }

    private static boolean startedAround(ProcessHandle process, long epochSecond) {
        return process.info()
                .startInstant()
                .filter(at -> Math.abs(at.getEpochSecond() - epochSecond) <= START_TOLERANCE_S)
                .isPresent();
    }
}
