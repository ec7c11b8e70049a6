package dev.aibridge.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Counts;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.common.usage.UsageEvent;
import dev.aibridge.common.usage.UsageEventCodec;
import dev.aibridge.common.usage.UsageSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Usage events of a gateway that never was, shipped as gateways do.
final class Shipment {

    private static final int BATCH = 500;
    private static final long LEASE_MICRO = 100_000_000_000L;

    /// A tenant, its wallet and its key.
    private record Payer(UUID tenant, UUID wallet, UUID key) {}

    private final Connection connection;
    private final UUID holder;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private final List<Payer> payers = new ArrayList<>();
    private final Multipliers multipliers;
    private final long book;
    private long shipped;

    /// @param connection signed in as the owner, used until the shipment is closed
    /// @param wallets how many share the events evenly; each with money and a lease
    Shipment(Connection connection, int wallets) throws SQLException {
        this.connection = connection;
        this.holder = register(connection);
        try (PreparedStatement price =
                connection.prepareStatement(
                        """
                        SELECT book_seq, ppm FROM catalog.price
                        WHERE model_id = ? ORDER BY book_seq DESC LIMIT 1""")) {
            price.setString(1, Chat.MODEL);
            try (ResultSet row = price.executeQuery()) {
                row.next();
                book = row.getLong(1);
                multipliers = Multipliers.of(longs((Long[]) row.getArray(2).getArray()));
            }
        }
        open(wallets);
        lease();
    }

    private static long[] longs(Long[] boxed) {
        return List.of(boxed).stream().mapToLong(Long::longValue).toArray();
    }

    private void open(int wallets) throws SQLException {
        try (PreparedStatement open =
                connection.prepareStatement(
                        """
                        WITH tenant AS (
                          INSERT INTO accounts.tenant (id, name)
                          SELECT gen_random_uuid(), 'bench' FROM generate_series(1, ?) RETURNING id)
                        INSERT INTO billing.wallet (id, tenant_id)
                        SELECT gen_random_uuid(), id FROM tenant RETURNING tenant_id, id""")) {
            open.setInt(1, wallets);
            try (ResultSet row = open.executeQuery()) {
                while (row.next()) {
                    UUID tenant = row.getObject(1, UUID.class);
                    UUID wallet = row.getObject(2, UUID.class);
                    payers.add(new Payer(tenant, wallet, UUID.randomUUID()));
                }
            }
        }
    }

    /// Makes another gateway that never was known.
    static UUID register(Connection connection) throws SQLException {
        UUID holder = UUID.randomUUID();
        try (PreparedStatement register =
                connection.prepareStatement("SELECT billing.holder_heartbeat(?, 0, true)")) {
            register.setObject(1, holder);
            register.execute();
        }
        return holder;
    }

    private void lease() throws SQLException {
        try (PreparedStatement fund =
                connection.prepareStatement(
                        """
                        SELECT billing.post_credit(?, ?, 'promotion', 'bench', 'bench', ?),
                          billing.lease_take(?, ?, 0, 0, 1, ?, ?)""")) {
            for (Payer payer : payers) {
                fund.setObject(1, payer.wallet);
                fund.setLong(2, 100 * LEASE_MICRO);
                fund.setString(3, "bench:" + payer.wallet);
                fund.setObject(4, holder);
                fund.setObject(5, payer.wallet);
                fund.setLong(6, LEASE_MICRO);
                fund.setLong(7, LEASE_MICRO);
                fund.execute();
            }
        }
    }

    UUID holder() {
        return holder;
    }

    List<UUID> wallets() {
        return payers.stream().map(Payer::wallet).toList();
    }

    /// Puts so many more events into the intake.
    void ship(int events) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
                connection.prepareStatement(
                        """
                        INSERT INTO usage.intake (id, holder_id, seq, body)
                        VALUES (?, ?, ?, ?)""")) {
            long last = shipped + events;
            while (shipped < last) {
                long seq = ++shipped;
                UsageEvent event = event(seq);
                insert.setObject(1, event.id());
                insert.setObject(2, holder);
                insert.setLong(3, seq);
                insert.setBytes(4, UsageEventCodec.toBytes(event));
                insert.addBatch();
                if (seq % BATCH == 0 || seq == last) {
                    insert.executeBatch();
                }
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private UsageEvent event(long seq) {
        Payer payer = payers.get((int) (seq % payers.size()));
        Counts counts =
                Counts.NONE.with(Bucket.INPUT, 96 + seq % 100).with(Bucket.OUTPUT, 27 + seq % 50);
        return new UsageEvent(
                ids.generate(),
                holder,
                seq,
                payer.tenant,
                payer.key,
                payer.wallet,
                Endpoint.CHAT_COMPLETIONS,
                Chat.MODEL,
                "openai",
                book,
                Outcome.COMPLETED,
                UsageSource.VENDOR,
                counts,
                multipliers.charge(counts),
                200,
                true,
                1,
                System.currentTimeMillis(),
                120,
                2_400,
                false);
    }

    /// Ends the gateway that never was: what it leased and did not use goes back.
    void close() throws BenchFailed, SQLException {
        close(connection, holder, shipped);
    }

    /// Ends one that shipped so many events, all of which are booked.
    static void close(Connection connection, UUID holder, long events)
            throws BenchFailed, SQLException {
        try (PreparedStatement close =
                connection.prepareStatement("SELECT billing.holder_close(?, ?)")) {
            close.setObject(1, holder);
            close.setLong(2, events);
            try (ResultSet row = close.executeQuery()) {
                row.next();
                if (!row.getString(1).equals("closed")) {
                    throw new BenchFailed("the holder of the events is " + row.getString(1));
                }
            }
        }
    }
}
