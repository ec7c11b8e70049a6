package dev.aibridge.billing.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SchemaJobTest {

    @Test
    void aVersionBelowTheNewestIsAppliedToADatabaseThatLacksIt() throws Exception {
        String url = Server.url() + Server.emptyDatabase();
        Server.migrate(url);
        try (Connection owner = connect(url);
                Statement statement = owner.createStatement()) {
            statement.execute("DELETE FROM flyway_schema_history WHERE version = '417'");
            statement.execute("ALTER TABLE billing.proof DROP verdict, DROP judged_at");
        }
        assertThat(Server.migrate(url)).isOne();
    }

    @Race
    void threeAtOnceOnAnEmptyDatabaseRunEachMigrationOnce() throws Exception {
        String url = Server.url() + Server.emptyDatabase();
        Callable<Integer> job = () -> Server.migrate(url);
        List<Integer> done = new ArrayList<>();
        try (ExecutorService jobs = Executors.newFixedThreadPool(3)) {
            for (Future<Integer> migrated : jobs.invokeAll(Collections.nCopies(3, job))) {
                done.add(migrated.get());
            }
        }
        // Each migration is locked alone: now and then two jobs share them.
        try (Connection owner = connect(url);
                Statement statement = owner.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT count(*), count(DISTINCT script), bool_and(success)"
                                        + " FROM flyway_schema_history")) {
            row.next();
            assertThat(row.getInt(1)).isPositive().isEqualTo(row.getInt(2));
            assertThat(row.getBoolean(3)).isTrue();
            assertThat(done.stream().mapToInt(Integer::intValue).sum()).isEqualTo(row.getInt(1));
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection("jdbc:" + url, Server.OWNER, Server.OWNER_PASSWORD);
    }
}
