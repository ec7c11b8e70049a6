package dev.aibridge.billing.vouchers;

import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.database.Transactions;
import dev.aibridge.billing.wallet.WalletOpening;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/// Turns a code into tokens. Of all who try one at once, one gets them: the voucher's row is
/// locked.
///
/// The wallet is locked first, as everywhere; so a tenant's own tries come one after the other.
@ApplicationScoped
public class Redeeming {

    private static final String MISSES =
            """
            SELECT count(*), (extract(epoch FROM min(at) + make_interval(secs => ?) - clock_timestamp()))::bigint
            FROM billing.voucher_miss WHERE tenant_id = ? AND at > clock_timestamp() - make_interval(secs => ?)
            """;
    private static final String FORGET =
            """
            DELETE FROM billing.voucher_miss
            WHERE tenant_id = ? AND at <= clock_timestamp() - make_interval(secs => ?) RETURNING 1
            """;
    private static final String MISS =
            "INSERT INTO billing.voucher_miss (tenant_id) VALUES (?) RETURNING 1";
    private static final String LOCK =
            "SELECT "
                    + Voucher.COLUMNS
                    + " FROM billing.voucher WHERE code_hash = ? FOR NO KEY UPDATE";
    private static final String REDEEM =
            """
            UPDATE billing.voucher SET redeemed_at = now(), tenant_id = ?,
              tx_id = billing.post_credit(?, tokens, 'promotion', '…' || last_four, 'voucher', ?)
            WHERE id = ? RETURNING tokens
            """;

    private final DataSource database;
    private final VoucherSettings settings;

    /// Redeems in that database.
    public Redeeming(DataSource database, VoucherSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// Redeems a code for a tenant, whose wallet is opened if it has none.
    public Redemption redeem(UUID tenant, VoucherCode code) throws SQLException {
        return Transactions.call(database, connection -> redeem(connection, tenant, code));
    }

    private Redemption redeem(Connection connection, UUID tenant, VoucherCode code)
            throws SQLException {
        UUID wallet = WalletOpening.lock(connection, tenant);
        Optional<Duration> wait = wait(connection, tenant);
        if (wait.isPresent()) {
            return new Redemption.TooMany(wait.get());
        }
        Optional<Voucher> found = Rows.first(connection, Voucher::of, LOCK, code.hash());
        if (found.isEmpty()) {
            miss(connection, tenant);
            return new Redemption.Unknown();
        }
        Voucher voucher = found.get();
        if (tenant.equals(voucher.tenant())) {
            return new Redemption.Redeemed(voucher.tokensMicro());
        }
        if (voucher.state() != Voucher.State.OPEN) {
            return new Redemption.Over(voucher.state());
        }
        long tokens =
                Rows.first(
                                connection,
                                row -> row.getLong(1),
                                REDEEM,
                                tenant,
                                wallet,
                                "voucher:" + voucher.id(),
                                voucher.id())
                        .orElseThrow();
        return new Redemption.Redeemed(tokens);
    }

    private record Misses(int count, long secondsLeft) {}

    private Optional<Duration> wait(Connection connection, UUID tenant) throws SQLException {
        long window = settings.missWindow().toSeconds();
        Misses misses =
                Rows.first(
                                connection,
                                row -> new Misses(row.getInt(1), row.getLong(2)),
                                MISSES,
                                window,
                                tenant,
                                window)
                        .orElseThrow();
        return misses.count() < settings.misses()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Math.max(1, misses.secondsLeft())));
    }

    private void miss(Connection connection, UUID tenant) throws SQLException {
        long window = settings.missWindow().toSeconds();
        Rows.all(connection, row -> row.getInt(1), FORGET, tenant, window);
        Rows.first(connection, row -> row.getInt(1), MISS, tenant);
    }
}
