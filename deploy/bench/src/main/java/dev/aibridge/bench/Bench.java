package dev.aibridge.bench;

import dev.aibridge.local.database.Proof;
import dev.aibridge.local.process.Part;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.Member;
import dev.aibridge.local.stack.Options;
import dev.aibridge.local.stack.Stack;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// `./aibridge bench`: what a request costs, how fast usage is settled and how fast pages are, in
/// one run, as a table; or one of them, or how coding agents spend their wallets.
public final class Bench {

    private static final DateTimeFormatter FILE = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final int MISUSED = 2;

    private static final String SHORT = "--short";
    private static final String PAGES = "--pages";
    private static final String AGENTS = "--agents";
    private static final String SETTLEMENT = "--settlement";
    private static final String EVENTS = "--events=";
    private static final long SEED = 20_261_121;

    private final Report report = new Report();
    private final Pace pace;
    private final List<String> arguments;
    private final PageLimits limits;
    private final Pace.Reading reading;

    private Bench(List<String> arguments, PageLimits limits) {
        this.pace = arguments.contains(SHORT) ? Pace.SHORT : Pace.FULL;
        this.arguments = arguments;
        this.limits = limits;
        this.reading =
                arguments.stream()
                        .filter(argument -> argument.startsWith(EVENTS))
                        .findFirst()
                        .map(given -> pace.pages().of(events(given)))
                        .orElse(pace.pages());
    }

    private static boolean isKnown(String argument) {
        return Set.of(SHORT, PAGES, AGENTS, SETTLEMENT).contains(argument)
                || argument.matches(EVENTS + "[1-9][0-9]{3,8}");
    }

    private static int events(String argument) {
        return Integer.parseInt(argument.substring(EVENTS.length()));
    }

    /// Measures, prints the table and keeps it. Exit code 0: measured, whatever the figures; 1:
    /// something does not work.
    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        List<String> arguments = List.of(args);
        if (!arguments.stream().allMatch(Bench::isKnown)) {
            System.err.println(
                    "usage: ./aibridge bench [--short] [--pages [--events=1000…] | --agents | --settlement]");
            System.exit(MISUSED);
        }
        try {
            new Bench(arguments, PageLimits.of(System.getenv())).run();
            System.exit(0);
        } catch (BenchFailed | StartFailed e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run()
            throws BenchFailed, StartFailed, IOException, SQLException, InterruptedException {
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
        machine();
        if (arguments.contains(AGENTS)) {
            agents();
        } else if (arguments.contains(SETTLEMENT)) {
            settlement();
        } else {
            if (!arguments.contains(PAGES)) {
                requests();
            }
            pages();
        }
        report.circumstance("load of the machine at the end: " + load());
        keep(now);
    }

    private void requests()
            throws BenchFailed, StartFailed, IOException, SQLException, InterruptedException {
        Vertx vertx = MockVendor.oneLoop();
        circumstances(vertx);
        try (House house = House.open()) {
            say("not streamed …");
            whole(new Costs(house, vertx, pace).measure(false));
            say("streamed …");
            streamed(new Costs(house, vertx, pace).measure(true));
            say("latency …");
            latency(Latency.measure(house, vertx, pace));
            say("settlement …");
            settlement(house.stack());
            start(house.stack().gateway(1));
            proof("the money after the requests", house.stack().verify());
        }
    }

    private void settlement()
            throws BenchFailed, StartFailed, IOException, SQLException, InterruptedException {
        Options options = Options.only(Member.POSTGRES, Member.REDIS, Member.BILLING);
        try (Stack stack = Stack.start(options)) {
            settlement(stack);
            proof("the money that was settled", stack.verify());
        }
    }

    private void pages()
            throws BenchFailed, StartFailed, IOException, SQLException, InterruptedException {
        say("pages …");
        try (Pages pages = Pages.open(reading)) {
            pages.measure(report, limits);
            proof("the money of the customer who looks", pages.proof());
        }
    }

    /// Wallets of three sizes, each spent by one, two and ten agents.
    private void agents()
            throws BenchFailed, StartFailed, IOException, SQLException, InterruptedException {
        report.circumstance("seed of the conversations: " + SEED);
        try (Agents agents = Agents.open()) {
            for (long tokens : pace.wallets()) {
                for (int count : new int[] {1, 2, 10}) {
                    Agents.Spent spent = agents.spend(count, tokens, SEED);
                    String who = "%,d tokens, agents: %d".formatted(tokens, count);
                    say(who + ": " + spent.measured());
                    report.shown(who, spent.measured());
                }
            }
            proof("the money that the agents spent", agents.proof());
        }
    }

    private static void say(String what) {
        System.out.println(what);
    }

    private void machine() {
        report.circumstance(
                "%d cores, load of the machine at the start: %s; Java %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                load(),
                                Runtime.version()));
        if (pace.equals(Pace.SHORT)) {
            report.circumstance("short: the code was not warm");
        }
    }

    private void circumstances(Vertx vertx) throws IOException {
        report.circumstance("gateway: " + House.gatewayOptions());
        report.circumstance(
                "vendor and load: one event loop each, %s; %d connections; %d rounds of %,d requests (streamed %,d)"
                        .formatted(
                                vertx.isNativeTransportEnabled() ? "native polling" : "NIO",
                                Load.CONNECTIONS,
                                pace.rounds(),
                                pace.whole().round().requests(),
                                pace.streamed().round().requests()));
        report.circumstance(
                Nginx.program().isPresent()
                        ? "nginx: one worker, keep-alive to the vendor"
                        : "nginx: skipped, it isn't installed (`apt-get install nginx-light`)");
    }

    private void whole(List<Round> rounds) {
        report.judged(
                "CPU per request, not streamed",
                beside(rounds, 1),
                Round.median(rounds, Round::ratio),
                "×",
                Limit.atMost(5, 3.5));
        double own = Round.median(rounds, Round::gateway);
        double databases = Round.median(rounds, Round::databases);
        report.judged(
                "… of the databases",
                "PostgreSQL %.1f µs, Redis %.1f µs; billing %.1f µs"
                        .formatted(
                                Round.median(rounds, Round::postgres),
                                Round.median(rounds, Round::redis),
                                Round.median(rounds, Round::billing)),
                databases / own,
                "× the gateway's",
                Limit.atMost(1, 1));
        report.shown("requests per second", spread(rounds, Round::perSecond, 1));
    }

    private void streamed(List<Round> rounds) {
        report.judged(
                "CPU per streamed event (%d each)".formatted(Chat.EVENTS),
                beside(rounds, Chat.EVENTS),
                Round.median(rounds, Round::ratio),
                "×",
                Limit.atMost(5, 3));
        report.shown("streams per second", spread(rounds, Round::perSecond, 1));
    }

    private static String beside(List<Round> rounds, int parts) {
        return "gateway %s µs, nginx %s µs"
                .formatted(
                        spread(rounds, Round::gateway, parts), spread(rounds, Round::nginx, parts));
    }

    /// The middle, with the least and the most.
    private static String spread(List<Round> rounds, ToDoubleFunction<Round> of, int parts) {
        if (Double.isNaN(Round.median(rounds, of))) {
            return "–";
        }
        double least = rounds.stream().mapToDouble(of).min().orElseThrow();
        double most = rounds.stream().mapToDouble(of).max().orElseThrow();
        return "%,.1f (%,.1f–%,.1f)"
                .formatted(Round.median(rounds, of) / parts, least / parts, most / parts);
    }

    private void latency(Latency latency) {
        String p99 =
                "added %.2f ms, directly %.2f ms"
                        .formatted(latency.p99Millis(), latency.directP99Millis());
        report.judged(
                "added p50 at %d/s".formatted(Latency.RATE),
                "",
                latency.p50Millis(),
                " ms",
                Limit.atMost(5, 0.5));
        report.judged(
                "added p99 at %d/s".formatted(Latency.RATE),
                p99,
                latency.judgedP99Millis(),
                " ms",
                Limit.atMost(Latency.MOST_P99_MILLIS, 3));
    }

    private void settlement(Stack stack) throws BenchFailed, SQLException, InterruptedException {
        SettlementRate rate = new SettlementRate(stack);
        rate.perSecond(10, pace.events() / 5);
        String events = "%,d events".formatted(pace.events());
        report.judged(
                "settlement, one wallet",
                events,
                rate.perSecond(1, pace.events()),
                "/s",
                Limit.atLeast(10_000, 15_000));
        report.judged(
                "settlement, 1,000 wallets",
                events,
                rate.perSecond(1_000, pace.events()),
                "/s",
                Limit.atLeast(10_000, 15_000));
        WhileSettling busy = WhileSettling.measure(stack, pace.settling());
        report.judged(
                "usage to wallet while that is settled",
                "%,.0f/s shipped, 1,000 wallets; p50 %.0f ms"
                        .formatted(busy.perSecond(), Latency.millis(busy.usageToWallet(), 50)),
                Latency.millis(busy.usageToWallet(), 99),
                " ms p99",
                Limit.atMost(1_000, 1_000));
        report.judged(
                "a lease taken meanwhile",
                "p50 %.1f ms".formatted(Latency.millis(busy.takes(), 50)),
                Latency.millis(busy.takes(), 99),
                " ms p99",
                Limit.atMost(50, 50));
    }

    private void start(Part gateway) throws StartFailed, InterruptedException {
        gateway.stop();
        long begun = System.nanoTime();
        gateway.start();
        gateway.awaitReady(Duration.ofSeconds(60));
        report.judged(
                "the gateway's start",
                "",
                (System.nanoTime() - begun) / 1e9,
                " s",
                Limit.atMost(5, 5));
    }

    private void proof(String whose, Proof proof) throws BenchFailed {
        if (!proof.holds()) {
            throw new BenchFailed("the money is not right: " + proof.results());
        }
        report.shown(whose, "right");
    }

    private static String load() {
        return "%.1f"
                .formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private void keep(LocalDateTime begun) throws IOException {
        String text = report.text("What it costs, " + begun.withNano(0));
        Path file =
                Path.of(System.getProperty("aibridge.root", "."))
                        .resolve(".aibridge/bench")
                        .resolve(FILE.format(begun) + ".md");
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
        System.out.println("\n" + text + "\nkept as " + file);
    }
}
