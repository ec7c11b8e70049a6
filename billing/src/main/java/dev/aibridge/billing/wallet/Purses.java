package dev.aibridge.billing.wallet;

import dev.aibridge.billing.database.Columns;
import dev.aibridge.common.usage.UsageEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Locks the wallets and leases of a batch, and writes them back once each.
///
/// Lock order everywhere: wallets ascending, then leases, then holders. A lease changes only under
/// its wallet's lock, so that reading it is enough here.
public final class Purses {

    private static final String LOCK_WALLETS =
            """
            SELECT id, tenant_id, posted, leased, frozen, capped FROM billing.wallet
            WHERE id = ANY (?) ORDER BY id FOR UPDATE
            """;
    private static final String LEASES =
            """
            SELECT wallet_id, holder_id, key_id, granted - settled - returned FROM billing.lease
            WHERE (wallet_id, holder_id, key_id)
              IN (SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::uuid[])) AND state = 'open'
            """;
    private static final String UPDATE_WALLETS =
            """
            UPDATE billing.wallet w SET posted = n.posted, leased = n.leased
            FROM unnest(?::uuid[], ?::bigint[], ?::bigint[]) AS n (id, posted, leased)
            WHERE w.id = n.id
            """;
    private static final String UPDATE_LEASES =
            """
            UPDATE billing.lease l SET settled = l.settled + n.settled
            FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::bigint[])
              AS n (wallet_id, holder_id, key_id, settled)
            WHERE l.wallet_id = n.wallet_id AND l.holder_id = n.holder_id AND l.key_id = n.key_id
            """;

    private Purses() {}

    private record Held(UUID wallet, UUID holder, UUID key) {

        static Held of(UsageEvent event) {
            return new Held(event.wallet(), event.holder(), event.leaseKey());
        }
    }

    /// Locks the wallets that events name, and with them the open leases they were held in; a
    /// wallet that does not exist is missing from the answer.
    public static Map<UUID, Purse> lock(Connection connection, Collection<UsageEvent> events)
            throws SQLException {
        Map<UUID, Purse> purses = lockWallets(connection, events);
        List<Held> held = events.stream().map(Held::of).distinct().toList();
        try (PreparedStatement leases = connection.prepareStatement(LEASES)) {
            new Columns<>(leases, held).uuids(Held::wallet).uuids(Held::holder).uuids(Held::key);
            try (ResultSet row = leases.executeQuery()) {
                while (row.next()) {
                    UUID wallet = row.getObject(1, UUID.class);
                    UUID holder = row.getObject(2, UUID.class);
                    UUID key = row.getObject(3, UUID.class);
                    Lease lease = new Lease(wallet, holder, key, row.getLong(4));
                    purses.computeIfPresent(wallet, (_, purse) -> purse.with(lease));
                }
            }
        }
        return purses;
    }

    private static Map<UUID, Purse> lockWallets(
            Connection connection, Collection<UsageEvent> events) throws SQLException {
        Map<UUID, Purse> purses = new HashMap<>();
        List<UUID> wallets = events.stream().map(UsageEvent::wallet).distinct().toList();
        try (PreparedStatement lock = connection.prepareStatement(LOCK_WALLETS)) {
            new Columns<>(lock, wallets).uuids(wallet -> wallet);
            try (ResultSet row = lock.executeQuery()) {
                while (row.next()) {
                    UUID wallet = row.getObject(1, UUID.class);
                    UUID tenant = row.getObject(2, UUID.class);
                    purses.put(
                            wallet,
                            new Purse(
                                    wallet,
                                    tenant,
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getLong(5),
                                    row.getBoolean(6)));
                }
            }
        }
        return purses;
    }

    /// Writes what was paid from wallets and leases.
    public static void save(Connection connection, Collection<Purse> purses) throws SQLException {
        List<Lease> settled = new ArrayList<>();
        for (Purse purse : purses) {
            for (Lease lease : purse.leases()) {
                if (lease.settled() > 0) {
                    settled.add(lease);
                }
            }
        }
        try (PreparedStatement update = connection.prepareStatement(UPDATE_WALLETS)) {
            new Columns<>(update, purses)
                    .uuids(Purse::wallet)
                    .longs(Purse::posted)
                    .longs(Purse::leased);
            update.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement(UPDATE_LEASES)) {
            new Columns<>(update, settled)
                    .uuids(Lease::wallet)
                    .uuids(Lease::holder)
                    .uuids(Lease::key)
                    .longs(Lease::settled);
            update.executeUpdate();
        }
    }
}
