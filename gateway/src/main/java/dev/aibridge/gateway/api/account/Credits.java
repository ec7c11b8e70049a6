package dev.aibridge.gateway.api.account;

import dev.aibridge.gateway.auth.Caller;
import dev.aibridge.gateway.refusal.Refusals;
import dev.aibridge.gateway.relay.Answers;
import dev.aibridge.gateway.relay.Door;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// `GET /v1/credits`: the tenant's balance in tokens, as the database has booked it.
@Singleton
public final class Credits {

    private static final String SQL = "SELECT posted, leased FROM billing.wallet WHERE id = $1";

    private final Door door;
    private final Pool pool;

    Credits(Door door, Pool pool) {
        this.door = door;
        this.pool = pool;
    }

    /// Shows the balance, and how much of it is set aside for running requests.
    public void show(HttpServerRequest request) {
        door.open(request, caller -> show(request, caller));
    }

    private void show(HttpServerRequest request, Caller caller) {
        pool.preparedQuery(SQL)
                .execute(Tuple.of(caller.walletId()))
                .map(rows -> body(rows.iterator().next()))
                .onSuccess(body -> Answers.json(request.response(), 200, body))
                .onFailure(
                        away ->
                                Answers.refuse(
                                        request,
                                        Refusals.dependencyUnavailable(
                                                "Balances can't be read right now.",
                                                Duration.ofSeconds(2))));
    }

    private static byte[] body(Row row) {
        String balance = tokens(row.getLong("posted"));
        String held = tokens(row.getLong("leased"));
        return ("{\"object\":\"credits\",\"unit\":\"tokens\",\"balance\":"
                        + balance
                        + ",\"held\":"
                        + held
                        + "}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String tokens(long micro) {
        return new dev.aibridge.common.money.Credits(micro).tokens().toPlainString();
    }
}
