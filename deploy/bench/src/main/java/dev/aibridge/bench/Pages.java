package dev.aibridge.bench;

import dev.aibridge.common.money.Credits;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.KeyTerms;
import dev.aibridge.local.database.Proof;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.DemoUser;
import dev.aibridge.local.stack.Member;
import dev.aibridge.local.stack.Options;
import dev.aibridge.local.stack.Stack;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// How fast the portal's pages are for a customer who has used a lot, and how much they weigh.
final class Pages implements AutoCloseable {

    /// Loads at a time.
    static final int CONCURRENCY = 4;

    /// What is asked of one query, before a page is made of it.
    private static final int QUERY_MILLIS = 100;

    private static final int KEYS = 5;
    private static final List<String> MAKERS = List.of("portal", "billing", "postgres");

    private final Stack stack;
    private final Pace.Reading pace;

    private Pages(Stack stack, Pace.Reading pace) {
        this.stack = stack;
        this.pace = pace;
    }

    /// Starts everything that pages need; nothing else is measured meanwhile.
    static Pages open(Pace.Reading pace) throws StartFailed, IOException, InterruptedException {
        return new Pages(
                Stack.start(
                        Options.only(
                                Member.POSTGRES,
                                Member.REDIS,
                                Member.KEYCLOAK,
                                Member.BILLING,
                                Member.PORTAL)),
                pace);
    }

    /// Measures and notes each page.
    void measure(Report report, PageLimits limits)
            throws BenchFailed, IOException, SQLException, InterruptedException {
        UUID tenant = customer();
        long begun = System.nanoTime();
        Past.write(stack.database(), tenant, pace.past());
        report.circumstance(
                "pages: %d at a time, %d loads of each, of a customer with %,d requests in 60 days (written in %.0f s)"
                        .formatted(
                                CONCURRENCY,
                                pace.loads(),
                                pace.past(),
                                (System.nanoTime() - begun) / 1e9));
        report.shown(
                "proofs of that",
                "everything in %.1f s, then what is new in %.2f s"
                        .formatted(
                                Past.prove(stack.database(), true),
                                Past.prove(stack.database(), false)));
        try (Visit customer = visit(DemoUser.CUSTOMER);
                Visit admin = visit(DemoUser.ADMIN)) {
            List<Look> looks = looks(customer, admin, tenant);
            times(report, limits, looks);
            weights(report, limits, looks);
        }
        queries(report, tenant);
    }

    /// What the pages of usage ask billing for, asked without them.
    private void queries(Report report, UUID tenant)
            throws BenchFailed, IOException, InterruptedException {
        String realm = stack.url("keycloak") + "/realms/aibridge";
        DemoUser user = DemoUser.CUSTOMER;
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (Api api =
                Api.begin(
                        stack.url("billing"),
                        realm,
                        user.email(),
                        stack.secrets().get(user.password()))) {
            LongStream.Builder usage = LongStream.builder();
            for (String asked : usages(today)) {
                LongStream.of(times(api, "/v1/tenants/" + tenant + asked)).forEach(usage);
            }
            long[] sorted = usage.build().sorted().toArray();
            judgeQuery(report, "usage query", sorted);
            judgeQuery(report, "requests query", times(api, requests(tenant)));
        }
    }

    private long[] times(Api api, String path) throws BenchFailed, InterruptedException {
        PageLoad load = new PageLoad(api, CONCURRENCY);
        load.run(path, pace.warmUp());
        return load.run(path, pace.loads());
    }

    private static String requests(UUID tenant) {
        return "/v1/tenants/" + tenant + "/requests?limit=50";
    }

    /// Days of a month by the clock of UTC and of one with quarters, hours of a week, and all.
    private static List<String> usages(LocalDate today) {
        String since = "/usage?from=%s&to=" + today + "&zone=%s&step=%s&by=%s";
        return List.of(
                since.formatted(today.minusDays(29), "UTC", "day", "model"),
                since.formatted(today.minusDays(29), "Asia/Kathmandu", "day", "key"),
                since.formatted(today.minusDays(6), "UTC", "hour", "model"),
                since.formatted(today.minusDays(59), "Asia/Shanghai", "day", "model"));
    }

    private void judgeQuery(Report report, String what, long[] nanos) {
        report.judged(
                "%s, %,d requests in the books".formatted(what, pace.past()),
                "billing's REST API, %d at a time; %s".formatted(CONCURRENCY, spread(nanos)),
                Latency.millis(nanos, 99),
                " ms p99",
                Limit.atMost(QUERY_MILLIS, QUERY_MILLIS));
    }

    private Visit visit(DemoUser user) throws BenchFailed, IOException, InterruptedException {
        return Visit.begin(stack.url("portal"), user.email(), stack.secrets().get(user.password()));
    }

    private UUID customer() throws SQLException {
        Customer customer = stack.accounts().open("bench", Credits.ZERO);
        DemoUser user = DemoUser.CUSTOMER;
        stack.accounts().join(customer.tenant(), user.subject(), user.email(), user.displayName());
        for (int i = 1; i < KEYS; i++) {
            stack.accounts().addKey(customer.tenant(), KeyTerms.UNLIMITED);
        }
        return customer.tenant();
    }

    /// Somebody's look at a page.
    private record Look(Visit visit, String path) {

        long[] times(int loads) throws BenchFailed, InterruptedException {
            return new PageLoad(visit, CONCURRENCY).run(path, loads);
        }
    }

    private void times(Report report, PageLimits limits, List<Look> looks)
            throws BenchFailed, IOException, InterruptedException {
        for (Look look : looks) {
            look.times(pace.warmUp());
        }
        Visit visit = looks.getFirst().visit();
        String asset = Visit.needed(visit.html(looks.getFirst().path())).getFirst();
        long[] plain = new Look(visit, asset).times(pace.loads());
        report.shown("a file beside the pages", spread(plain));
        LongStream.Builder all = LongStream.builder();
        for (Look look : looks) {
            long[] before = cpu();
            long[] nanos = look.times(pace.loads());
            String measured = spread(nanos) + "; " + perLoad(before, cpu());
            judge(report, limits, look.path(), measured, nanos);
            LongStream.of(nanos).forEach(all);
        }
        long[] sorted = all.build().sorted().toArray();
        judge(report, limits, "all of these pages", spread(sorted), sorted);
    }

    /// Processor time of those who make a page, in microseconds.
    private long[] cpu() {
        return MAKERS.stream()
                .mapToLong(part -> Cpu.micros(stack.part(part).orElseThrow().pid()))
                .toArray();
    }

    private String perLoad(long[] before, long[] after) {
        return IntStream.range(0, MAKERS.size())
                .mapToObj(
                        i ->
                                "%s %.1f"
                                        .formatted(
                                                MAKERS.get(i),
                                                (after[i] - before[i]) / 1e3 / pace.loads()))
                .collect(Collectors.joining(", ", "CPU ", " ms"));
    }

    /// What a customer looks at, and an admin who looks at the customer. The file is of one day; in
    /// Nepal no hour of a clock is one of UTC. Pages of channels ask the gateway, which isn't
    /// started.
    private static List<Look> looks(Visit customer, Visit admin, UUID tenant) {
        LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        Stream<String> own =
                Stream.of(
                        "/overview",
                        "/usage?last=7d&by=model",
                        "/usage?last=7d&by=key",
                        "/usage?last=30d&by=model",
                        "/usage?last=30d&by=key",
                        "/usage?last=30d&by=model&zone=Asia/Kathmandu",
                        "/usage.csv?from=%s&to=%s".formatted(day, day),
                        "/usage/requests",
                        "/quota",
                        "/keys",
                        "/orders",
                        "/top-up",
                        "/settings",
                        "/models",
                        "/docs");
        Stream<String> all =
                Stream.of(
                        "/admin/tenants",
                        "/admin/tenants/" + tenant,
                        "/admin/tenants/" + tenant + "/ledger",
                        "/admin/audit",
                        "/admin/models",
                        "/admin/products",
                        "/admin/settings");
        return Stream.concat(
                        own.map(path -> new Look(customer, path)),
                        all.map(path -> new Look(admin, path)))
                .toList();
    }

    private static String spread(long[] nanos) {
        return "p50 %.1f, p90 %.1f, max %.1f ms"
                .formatted(
                        Latency.millis(nanos, 50),
                        Latency.millis(nanos, 90),
                        Latency.millis(nanos, 100));
    }

    private static void judge(
            Report report, PageLimits limits, String page, String measured, long[] nanos) {
        report.judged(
                page,
                measured,
                Latency.millis(nanos, 99),
                " ms p99",
                Limit.atMost(limits.p99Millis(), limits.p99Millis()));
    }

    private static void weights(Report report, PageLimits limits, List<Look> looks)
            throws BenchFailed, IOException, InterruptedException {
        for (Look look : looks) {
            report.judged(
                    look.path() + ", transfer",
                    "gzip, with its assets",
                    look.visit().weight(look.path()) / 1e3,
                    " kB",
                    Limit.atMost(limits.kilobytes(), limits.kilobytes()));
        }
    }

    Proof proof() throws SQLException {
        return stack.verify();
    }

    @Override
    public void close() throws IOException {
        stack.close();
    }
}
