package dev.aibridge.billing.vouchers;

import dev.aibridge.billing.audit.Act;
import dev.aibridge.billing.audit.Admin;
import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.database.Transactions;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What admins do with vouchers.
@ApplicationScoped
public class Vouchers {

    /// Two forms with one key wait for each other.
    private static final String ONE_AT_A_TIME =
            "SELECT 1 FROM pg_advisory_xact_lock(4242005, hashtext(?))";

    private static final String KNOWN =
            "SELECT 1 FROM billing.voucher WHERE request_key = ? LIMIT 1";
    private static final String MAKE =
            """
            INSERT INTO billing.voucher
              (request_key, code_hash, last_four, tokens, note, made_by, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING
            """
                    + Voucher.COLUMNS;
    private static final String LIST =
            "SELECT "
                    + Voucher.COLUMNS
                    + " FROM billing.voucher WHERE id < ? ORDER BY id DESC LIMIT ?";
    private static final String FIND =
            "SELECT " + Voucher.COLUMNS + " FROM billing.voucher WHERE id = ?";
    private static final String REVOKE =
            """
            UPDATE billing.voucher SET revoked_at = now()
            WHERE id = ? AND redeemed_at IS NULL AND revoked_at IS NULL RETURNING
            """
                    + Voucher.COLUMNS;
    private static final UUID NEWEST = new UUID(-1, -1);

    private final AgroalDataSource database;

    /// Vouchers in that database.
    public Vouchers(AgroalDataSource database) {
        this.database = database;
    }

    /// What an admin wants made.
    ///
    /// @param tokensMicro of each
    /// @param expiresAt when they end; `null`: never
    /// @param requestKey the same one makes them once
    public record Wish(
            int count,
            long tokensMicro,
            String note,
            @Nullable OffsetDateTime expiresAt,
            String requestKey) {}

    /// A voucher on the day it was made.
    ///
    /// @param code as it is handed out; nobody can read it again
    public record Made(String code, Voucher voucher) {}

    /// Makes vouchers; empty when that request key has made some before, whose codes nobody has any
    /// more.
    public Optional<List<Made>> make(Wish wish, Admin admin) throws SQLException {
        return Transactions.call(database, connection -> make(connection, wish, admin));
    }

    private static Optional<List<Made>> make(Connection connection, Wish wish, Admin admin)
            throws SQLException {
        Rows.first(connection, row -> row.getInt(1), ONE_AT_A_TIME, wish.requestKey());
        if (Rows.first(connection, row -> row.getInt(1), KNOWN, wish.requestKey()).isPresent()) {
            return Optional.empty();
        }
        List<Made> made = new ArrayList<>(wish.count());
        for (int i = 0; i < wish.count(); i++) {
            made.add(one(connection, wish, admin));
        }
        String detail =
                "{\"count\": %d, \"tokensMicro\": %d}".formatted(wish.count(), wish.tokensMicro());
        String target = made.getFirst().voucher().id().toString();
        act(admin, "voucher.create", target, wish.note(), detail).append(connection);
        return Optional.of(made);
    }

    private static Made one(Connection connection, Wish wish, Admin admin) throws SQLException {
        VoucherCode code = VoucherCode.generate();
        Voucher voucher =
                Rows.first(
                                connection,
                                Voucher::of,
                                MAKE,
                                wish.requestKey(),
                                code.hash(),
                                code.lastFour(),
                                wish.tokensMicro(),
                                wish.note(),
                                admin.subject(),
                                wish.expiresAt())
                        .orElseThrow();
        return new Made(code.text(), voucher);
    }

    /// Some of them, newest first.
    ///
    /// @param before older than that one; `null`: from the newest
    public List<Voucher> list(@Nullable UUID before, int limit) throws SQLException {
        try (Connection connection = database.getConnection()) {
            UUID cursor = before == null ? NEWEST : before;
            return Rows.all(connection, Voucher::of, LIST, cursor, limit);
        }
    }

    /// Ends a voucher that nobody has redeemed; answers it as it is now, empty when there is none.
    public Optional<Voucher> revoke(UUID id, Admin admin) throws SQLException {
        return Transactions.call(
                database,
                connection -> {
                    Optional<Voucher> revoked = Rows.first(connection, Voucher::of, REVOKE, id);
                    if (revoked.isPresent()) {
                        String note = revoked.get().note();
                        act(admin, "voucher.revoke", id.toString(), note, "{}").append(connection);
                        return revoked;
                    }
                    return Rows.first(connection, Voucher::of, FIND, id);
                });
    }

    private static Act act(Admin admin, String action, String target, String note, String detail) {
        return new Act(admin.subject(), admin.name(), action, null, target, note, detail);
    }
}
