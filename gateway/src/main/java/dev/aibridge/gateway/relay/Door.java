package dev.aibridge.gateway.relay;

import dev.aibridge.gateway.auth.Authentication;
import dev.aibridge.gateway.auth.Authenticator;
import dev.aibridge.gateway.auth.Caller;
import dev.aibridge.gateway.refusal.Refusal;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/// For routes that only read: lets those in whose key is good.
@Singleton
public final class Door {

    private final Authenticator authenticator;

    Door(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /// Goes on with the caller, or refuses.
    public void open(HttpServerRequest request, Consumer<Caller> known) {
        authenticator
                .authenticate(request.headers())
                .onSuccess(
                        who -> {
                            switch (who) {
                                case Authentication.Known(Caller caller) -> known.accept(caller);
                                case Authentication.Refused(Refusal no) ->
                                        Answers.refuse(request, no);
                            }
                        })
                .onFailure(bug -> Answers.refuse(request, Stage.bug(bug)));
    }
}
