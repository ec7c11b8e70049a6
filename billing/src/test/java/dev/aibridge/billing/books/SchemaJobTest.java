package dev.aibridge.billing.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class SchemaJobTest {

    @Race
    void threeAtOnceOnAnEmptyDatabaseMigrateItOnce() throws Exception {
        String url = Server.url() + Server.emptyDatabase();
        Callable<Integer> job = () -> Server.migrate(url);
        List<Integer> done = new ArrayList<>();
        try (ExecutorService jobs = Executors.newFixedThreadPool(3)) {
            for (Future<Integer> migrated : jobs.invokeAll(Collections.nCopies(3, job))) {
                done.add(migrated.get());
            }
        }
        int all = done.stream().mapToInt(Integer::intValue).max().orElse(0);
        assertThat(all).isPositive();
        assertThat(done).containsExactlyInAnyOrder(all, 0, 0);
    }
}
