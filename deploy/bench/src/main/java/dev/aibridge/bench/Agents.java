package dev.aibridge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.common.money.Credits;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.Proof;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.Member;
import dev.aibridge.local.stack.Options;
import dev.aibridge.local.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Coding agents that spend wallets to the end through two gateways, with a vendor that counts and
/// caches prompts as OpenAI does: how much is held, how often the database is asked, what is left.
final class Agents implements AutoCloseable {

    /// Input costs one token of the wallet, cached input a tenth, output six.
    private static final String MODEL = "gpt-5.4";

    private static final long INPUT_PPM = 1_000_000;
    private static final long CACHED_PPM = 100_000;
    private static final long OUTPUT_PPM = 6_000_000;

    private static final String SPENT =
            """
            SELECT count(*), coalesce(sum(charge), 0), coalesce(sum(overrun), 0)
            FROM usage.event WHERE wallet_id = ?""";
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Stack stack;

    /// What became of one wallet.
    ///
    /// @param refusedFalsely agents that gave up although what was left would have paid for their
    ///   request
    record Spent(
            int agents,
            long walletTokens,
            long requests,
            int shortened,
            int busy,
            int refusedFalsely,
            double heldByCharged,
            double callsByRequest,
            double overrunPercent,
            long tokensLeft) {

        /// In words.
        String measured() {
            return "%,d requests; held ÷ charged %.2f; %.2f calls a request; %d shortened, %d told to wait"
                            .formatted(requests, heldByCharged, callsByRequest, shortened, busy)
                    + "; overrun %.2f %%; %,d tokens left; %d refused falsely"
                            .formatted(overrunPercent, tokensLeft, refusedFalsely);
        }
    }

    private Agents(Stack stack) {
        this.stack = stack;
    }

    /// Starts two gateways and the vendor.
    static Agents open() throws StartFailed, IOException, InterruptedException {
        Options options =
                Options.only(
                                Member.POSTGRES,
                                Member.REDIS,
                                Member.SANDBOX,
                                Member.BILLING,
                                Member.GATEWAY)
                        .withGateways(2)
                        .withEnv("sandbox", "AIBRIDGE_SANDBOX_TTFT_MS", "20")
                        .withEnv("sandbox", "AIBRIDGE_SANDBOX_TOKENS_PER_SECOND", "4000");
        return new Agents(Stack.start(options));
    }

    /// Lets agents spend a new wallet.
    Spent spend(int agents, long tokens, long seed)
            throws BenchFailed, SQLException, IOException, InterruptedException {
        Customer customer =
                stack.accounts().open(agents + " agents of " + tokens, Credits.ofTokens(tokens));
        Gauges before = gauges();
        List<Agent.Seen> seen = work(customer, agents, seed);
        long requests = seen.stream().mapToInt(Agent.Seen::answered).sum();
        long[] spent = awaitBooked(customer, requests);
        Gauges after = gauges();
        long left = stack.accounts().balance(customer.wallet()).posted().micro();
        int falsely = 0;
        for (Agent.Seen one : seen) {
            falsely += costs(one.refused()) <= left ? 1 : 0;
        }
        return new Spent(
                agents,
                tokens,
                requests,
                seen.stream().mapToInt(Agent.Seen::shortened).sum(),
                seen.stream().mapToInt(Agent.Seen::busy).sum(),
                falsely,
                (after.held - before.held) / (after.charged - before.charged),
                (after.calls - before.calls) / requests,
                100.0 * spent[2] / spent[1],
                left / Credits.ofTokens(1).micro());
    }

    private List<Agent.Seen> work(Customer customer, int agents, long seed)
            throws BenchFailed, InterruptedException {
        List<Future<Agent.Seen>> working = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < agents; i++) {
                String gateway = stack.url(i % 2 == 0 ? "gateway" : "gateway-2");
                String key = customer.key().secret();
                Agent agent = new Agent(http, gateway, key, MODEL, seed + i);
                working.add(threads.submit(agent::work));
            }
            List<Agent.Seen> seen = new ArrayList<>();
            for (Future<Agent.Seen> one : working) {
                seen.add(one.get());
            }
            return seen;
        } catch (ExecutionException e) {
            throw new BenchFailed("an agent failed: " + e.getCause());
        }
    }

    /// Waits until all is booked.
    ///
    /// @return events, Σ charges and Σ overrun in micro-tokens
    private long[] awaitBooked(Customer customer, long requests)
            throws SQLException, BenchFailed, InterruptedException {
        long end = System.nanoTime() + SETTLED.toNanos();
        long[] spent = spent(customer);
        while (spent[0] < requests) {
            if (System.nanoTime() - end > 0) {
                throw new BenchFailed(spent[0] + " of " + requests + " requests are booked");
            }
            TimeUnit.MILLISECONDS.sleep(50);
            spent = spent(customer);
        }
        return spent;
    }

    private long[] spent(Customer customer) throws SQLException {
        try (Connection connection = stack.database().connect();
                PreparedStatement statement = connection.prepareStatement(SPENT)) {
            statement.setObject(1, customer.wallet());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new long[] {row.getLong(1), row.getLong(2), row.getLong(3)};
            }
        }
    }

    /// What a request would have cost, asked of the vendor itself.
    private long costs(String body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(stack.url("sandbox") + "/openai/v1/chat/completions"))
                        .header("authorization", "Bearer sk-sandbox-openai")
                        .header("content-type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        String answer = http.send(request, BodyHandlers.ofString()).body();
        JsonNode usage = JSON.missingNode();
        for (String line : answer.lines().toList()) {
            if (line.contains("\"prompt_tokens\"")) {
                usage = JSON.readTree(line.substring(6)).path("usage");
            }
        }
        long cached = usage.path("prompt_tokens_details").path("cached_tokens").asLong();
        return (usage.path("prompt_tokens").asLong() - cached) * INPUT_PPM
                + cached * CACHED_PPM
                + usage.path("completion_tokens").asLong() * OUTPUT_PPM;
    }

    /// What the gateways counted together.
    private record Gauges(double held, double charged, double calls) {}

    private Gauges gauges() throws IOException, InterruptedException {
        double held = 0;
        double charged = 0;
        double calls = 0;
        for (String gateway : List.of("gateway", "gateway-2")) {
            URI metrics = URI.create(stack.managementUrl(gateway) + "/q/metrics");
            String text =
                    http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                            .body();
            held += metric(text, "aibridge_wallets_held_tokens_total");
            charged += metric(text, "aibridge_wallets_charged_tokens_total");
            calls += metric(text, "aibridge_wallets_takes_total");
            calls += metric(text, "aibridge_wallets_returns_total");
        }
        return new Gauges(held, charged, calls);
    }

    private static double metric(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    Proof proof() throws SQLException {
        return stack.verify();
    }

    @Override
    public void close() throws IOException {
        http.close();
        stack.close();
    }
}
