package dev.aibridge.sandbox.desk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.answer.Marker;
import dev.aibridge.sandbox.anthropic.AnthropicDesk;
import dev.aibridge.sandbox.exchange.Call;
import dev.aibridge.sandbox.exchange.Desk;
import dev.aibridge.sandbox.exchange.Reply;
import dev.aibridge.sandbox.faults.Fault;
import dev.aibridge.sandbox.faults.FaultBoard;
import dev.aibridge.sandbox.ledger.Charge;
import dev.aibridge.sandbox.ledger.Entry.Arrival;
import dev.aibridge.sandbox.ledger.Entry.Closing;
import dev.aibridge.sandbox.ledger.Ledger;
import dev.aibridge.sandbox.openai.OpenAiDesk;
import dev.aibridge.sandbox.play.Ending;
import dev.aibridge.sandbox.play.Pace;
import dev.aibridge.sandbox.play.Player;
import dev.aibridge.sandbox.play.Step;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.vendor.ClaudeVendor;
import dev.aibridge.sandbox.vendor.Vendor;
import dev.aibridge.sandbox.wire.Json;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes a vendor's HTTP request, has the desk decide, plays the script and notes how it ended.
public final class Counter {

    private static final Set<String> CREDENTIALS =
            Set.of("authorization", "x-api-key", "api-key", "cookie", "proxy-authorization");

    private final Vertx vertx;
    private final Ledger ledger;
    private final FaultBoard faults;
    private final Pace pace;
    private final InstantSource clock;
    private final Map<Vendor, Desk> desks = new HashMap<>();

    /// A counter for all vendors.
    public Counter(Vertx vertx, Ledger ledger, FaultBoard faults, Pace pace, InstantSource clock) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.faults = faults;
        this.pace = pace;
        this.clock = clock;
        for (ChatVendor vendor : ChatVendor.values()) {
            desks.put(vendor, new OpenAiDesk(vendor, ledger, clock));
        }
        desks.put(ClaudeVendor.ANTHROPIC, new AnthropicDesk(ClaudeVendor.ANTHROPIC, clock));
    }

    /// Serves a request whose body is complete; parses and counts away from the event loop.
    public void serve(Vendor vendor, HttpServerRequest request, Buffer body) {
        Arrival arrival = arrival(vendor, request);
        Call call =
                Call.of(
                        vendor,
                        arrival.method(),
                        arrival.path(),
                        all(request.params()),
                        firsts(request.headers()),
                        body);
        long seq = ledger.arrived(arrival, body.toString());
        vertx.executeBlocking(() -> act(call, seq), false)
                .onSuccess(act -> play(request, arrival, seq, act))
                .onFailure(bug -> fail(request, arrival, seq, bug));
    }

    /// Refuses a body that is too large, of which only the beginning was read.
    public void tooLarge(Vendor vendor, HttpServerRequest request, int limitBytes) {
        Arrival arrival = arrival(vendor, request);
        long seq = ledger.arrived(arrival, "");
        Reply reply = desk(vendor).tooLarge(seq, limitBytes);
        run(request, reply.script(), Pace.NONE, e -> note(arrival, seq, null, reply, e));
    }

    private Act act(Call call, long seq) {
        Desk desk = desk(call.vendor());
        @Nullable Fault fault = fault(call).orElse(null);
        Reply reply = desk.reply(call, seq, fault);
        List<Step> script =
                fault == null
                        ? reply.script()
                        : fault.distort(reply.script(), desk.dialect(call.path()));
        return new Act(reply, fault, script, pace(call));
    }

    private void play(HttpServerRequest request, Arrival arrival, long seq, Act act) {
        run(
                request,
                act.script(),
                act.pace(),
                ending -> note(arrival, seq, act.fault(), act.reply(), ending));
    }

    private void run(
            HttpServerRequest request, List<Step> script, Pace speed, Consumer<Ending> ended) {
        ConnectionBase connection = (ConnectionBase) request.connection();
        new Player(vertx, request.response(), connection, script, speed, ended).play();
    }

    private void note(
            Arrival arrival, long seq, @Nullable Fault fault, Reply reply, Ending ending) {
        boolean failed = fault != null && !fault.kind().billed();
        String outcome =
                ending.clientLeft() ? "client_closed" : failed ? "failed" : reply.outcome();
        Closing closing =
                new Closing(
                        outcome,
                        ending.status(),
                        fault == null ? "" : fault.kind().id(),
                        ending.events(),
                        clock.instant());
        ledger.ended(seq, arrival, closing, failed ? null : charge(reply, ending));
    }

    private static @Nullable Charge charge(Reply reply, Ending ending) {
        Reply.Billable billed = reply.billed();
        if (billed == null) {
            return null;
        }
        return Charge.of(
                billed.model(),
                ending.clientLeft()
                        ? billed.usage().producedOnly(ending.tokens())
                        : billed.usage());
    }

    private void fail(HttpServerRequest request, Arrival arrival, long seq, Throwable bug) {
        System.getLogger(Counter.class.getName())
                .log(System.Logger.Level.ERROR, "request " + seq, bug);
        ledger.ended(seq, arrival, new Closing("failed", 500, "", 0, clock.instant()), null);
        request.response().setStatusCode(500).end();
    }

    private Optional<Fault> fault(Call call) {
        if (!call.isPost()) {
            return Optional.empty();
        }
        Optional<Fault> marked =
                call.userSpokeLast() ? Fault.markedIn(call.prompt()) : Optional.empty();
        return marked.or(() -> faults.draw(call.vendor(), call.path(), call.body().toString()));
    }

    private Pace pace(Call call) {
        return Marker.allIn(call.prompt()).stream()
                .filter(marker -> marker.name().equals("pace"))
                .map(
                        marker ->
                                new Pace(
                                        pace.timeToFirstToken(),
                                        marker.values().path("pace").asInt()))
                .map(asked -> asked.tokensPerSecond() == 0 ? Pace.NONE : asked)
                .findFirst()
                .orElse(pace);
    }

    private static Arrival arrival(Vendor vendor, HttpServerRequest request) {
        ObjectNode shown = Json.object();
        firsts(request.headers())
                .forEach(
                        (name, value) ->
                                shown.put(
                                        name, CREDENTIALS.contains(name) ? masked(value) : value));
        return new Arrival(vendor.id(), request.method().name(), path(request), shown);
    }

    private Desk desk(Vendor vendor) {
        return Objects.requireNonNull(desks.get(vendor));
    }

    private static Map<String, String> firsts(MultiMap values) {
        Map<String, String> firsts = new HashMap<>();
        values.forEach(
                entry ->
                        firsts.putIfAbsent(
                                entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
        return firsts;
    }

    private static Map<String, List<String>> all(MultiMap values) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        values.forEach(
                entry ->
                        all.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                                .add(entry.getValue()));
        return all;
    }

    private static String masked(String credential) {
        return credential.substring(0, Math.min(10, credential.length() / 2)) + "…";
    }

    private static String path(HttpServerRequest request) {
        String path = Optional.ofNullable(request.path()).orElse("/");
        int afterVendor = path.indexOf('/', 1);
        return afterVendor < 0 ? "/" : path.substring(afterVendor);
    }

    /// What is played for one request.
    private record Act(Reply reply, @Nullable Fault fault, List<Step> script, Pace pace) {}
}
