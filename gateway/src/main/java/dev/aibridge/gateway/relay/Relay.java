package dev.aibridge.gateway.relay;

import dev.aibridge.gateway.auth.Authentication;
import dev.aibridge.gateway.auth.Authenticator;
import dev.aibridge.gateway.auth.Caller;
import dev.aibridge.gateway.knowledge.DatabaseClock;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.routing.Catalogues;
import dev.aibridge.gateway.routing.Route;
import dev.aibridge.gateway.upstream.VendorCall;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/// The way of every request through the gateway, step by step: who is calling, what is asked, where
/// it goes, whether it may run; on record before it runs, then the call. Each step takes it to the
/// next or refuses it.
@Singleton
public final class Relay {

    /// How long the last error events may take to leave.
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Authenticator authenticator;
    private final Catalogues catalogues;
    private final DatabaseClock clock;
    private final Admission admission;
    private final Counting counting;
    private final Outgoing outgoing;
    private final Closing closing;
    private final Stage stage;

    Relay(
            Authenticator authenticator,
            Catalogues catalogues,
            DatabaseClock clock,
            Admission admission,
            Counting counting,
            Outgoing outgoing,
            Closing closing,
            Stage stage) {
        this.authenticator = authenticator;
        this.catalogues = catalogues;
        this.clock = clock;
        this.admission = admission;
        this.counting = counting;
        this.outgoing = outgoing;
        this.closing = closing;
        this.stage = stage;
    }

    /// Takes a request whose head is there. It is answered in any case.
    ///
    /// @param id the request's id, already on the response
    /// @param reader what its route expects as a body
    public void handle(HttpServerRequest request, UUID id, Reading.Reader reader) {
        request.pause();
        boolean closing = stage.inFlight().isClosing();
        Refusal refusal = closing ? Refusals.shuttingDown() : Head.check(request, stage.config());
        if (closing) {
            // A kept connection would carry a request into the moment in which the process ends.
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (refusal == null && !stage.inFlight().enter()) {
            refusal = Refusals.overloaded();
        }
        if (refusal != null) {
            Answers.refuse(request, refusal);
            return;
        }
        Visit visit = new Visit(request, id, System.nanoTime());
        authenticator
                .authenticate(request.headers())
                .onSuccess(
                        who -> {
                            switch (who) {
                                case Authentication.Known(Caller caller) ->
                                        receive(visit, caller, reader);
                                case Authentication.Refused(Refusal no) -> refuse(visit, 0, no);
                            }
                        })
                .onFailure(bug -> fail(visit, 0, bug));
    }

    private void receive(Visit visit, Caller caller, Reading.Reader reader) {
        if (caller.suspended()) {
            refuse(visit, 0, Refusals.insufficientBalance("suspended"));
            return;
        }
        new Arrival(visit.request(), stage.config(), stage.bodies(), stage.watch())
                .receive()
                .onSuccess(
                        came -> {
                            switch (came) {
                                case Arrival.Received.Body(byte[] body) ->
                                        read(visit, caller, reader, body);
                                case Arrival.Received.Refused(Refusal no) -> refuse(visit, 0, no);
                                case Arrival.Received.Left() -> stage.leave(0);
                            }
                        });
    }

    private void read(Visit visit, Caller caller, Reading.Reader reader, byte[] body) {
        read(reader, body)
                .onSuccess(
                        reading -> {
                            switch (reading) {
                                case Reading.Asked(Ask ask) ->
                                        route(new Visit.Asked(visit, caller, ask));
                                case Reading.Counted(Countable ask) ->
                                        count(new Visit.Asked(visit, caller, ask), ask);
                                case Reading.Refused(Refusal no) -> refuse(visit, body.length, no);
                            }
                        })
                .onFailure(bug -> fail(visit, body.length, bug));
    }

    private Future<Reading> read(Reading.Reader reader, byte[] body) {
        return body.length < Aside.LARGE_BYTES
                ? Future.succeededFuture(reader.read(body))
                : Aside.run(stage.vertx(), () -> reader.read(body));
    }

    private void route(Visit.Asked asked) {
        Ask ask = asked.ask();
        Route route = catalogues.route(ask.model(), ask.endpoint(), asked.caller(), clock.nowMs());
        switch (route) {
            case Route.Refused(Refusal no) -> refuse(asked, no);
            case Route.Served served -> {
                Refusal no = ask.against(served.model());
                if (no != null) {
                    refuse(asked, no);
                } else {
                    admit(new Visit.Routed(asked, served));
                }
            }
        }
    }

    private void count(Visit.Asked asked, Countable ask) {
        switch (catalogues.route(ask.model(), ask.endpoint(), asked.caller(), clock.nowMs())) {
            case Route.Refused(Refusal no) -> refuse(asked, no);
            case Route.Served served -> counting.count(new Visit.Routed(asked, served), ask);
        }
    }

    private void admit(Visit.Routed routed) {
        admission
                .admit(routed)
                .onSuccess(
                        result -> {
                            switch (result) {
                                case Admission.Result.Runs(Running running) -> call(running);
                                case Admission.Result.Refused(Refusal no) ->
                                        refuse(routed.asked(), no);
                                case Admission.Result.Left() ->
                                        stage.leave(routed.ask().body().length);
                            }
                        })
                .onFailure(bug -> fail(routed.asked(), bug));
    }

    private void call(Running running) {
        VendorCall call = new VendorCall();
        if (running.routed().ask().streamed()) {
            StreamedAnswer answer = new StreamedAnswer(running, call, closing, stage);
            stage.watch().add(answer);
            outgoing.start(call, running, answer);
        } else {
            WholeAnswer answer = new WholeAnswer(running, call, closing, stage);
            stage.watch().add(answer);
            outgoing.start(call, running, answer);
        }
    }

    private void refuse(Visit.Asked asked, Refusal no) {
        refuse(asked.visit(), asked.ask().body().length, no);
    }

    private void refuse(Visit visit, long bodyBytes, Refusal no) {
        stage.leave(bodyBytes);
        Answers.refuse(visit.request(), no);
    }

    private void fail(Visit.Asked asked, Throwable bug) {
        fail(asked.visit(), asked.ask().body().length, bug);
    }

    private void fail(Visit visit, long bodyBytes, Throwable bug) {
        refuse(visit, bodyBytes, Stage.bug(bug));
    }

    /// Ends the service: nothing new comes in; what runs gets the configured grace, then an honest
    /// end.
    ///
    /// @throws InterruptedException when the waiting thread is interrupted
    public void drain() throws InterruptedException {
        InFlight inFlight = stage.inFlight();
        inFlight.close();
        if (!inFlight.awaitEmpty(stage.config().shutdownGrace())) {
            stage.watch().stopAll();
            inFlight.awaitEmpty(LAST_WORDS);
        }
    }
}
