package dev.aibridge.billing.ledger;

import dev.aibridge.billing.database.Columns;
import dev.aibridge.billing.ledger.Posting.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Writes the double-entry transactions of a batch.
public final class Ledger {

    private static final String TRANSACTIONS =
            """
            INSERT INTO billing.transaction (kind, reason, actor)
            SELECT 'usage', 'usage of a batch', 'settlement' FROM generate_series(1, ?)
            RETURNING id
            """;
    private static final String ENTRIES =
            """
            INSERT INTO billing.entry (tx_id, account, amount)
            SELECT * FROM unnest(?::bigint[], ?::text[], ?::bigint[])
            """;

    private Ledger() {}

    /// One transaction for each posting that moves anything; answers their ids by wallet.
    public static Map<UUID, Long> post(Connection connection, List<Posting> postings)
            throws SQLException {
        List<Posting> moving = postings.stream().filter(posting -> !posting.isEmpty()).toList();
        if (moving.isEmpty()) {
            return Map.of();
        }
        List<Long> ids = transactions(connection, moving.size());
        Map<UUID, Long> byWallet = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < moving.size(); i++) {
            byWallet.put(moving.get(i).wallet(), ids.get(i));
            entries.addAll(moving.get(i).entries(ids.get(i)));
        }
        try (PreparedStatement insert = connection.prepareStatement(ENTRIES)) {
            new Columns<>(insert, entries)
                    .longs(Entry::transaction)
                    .texts(Entry::account)
                    .longs(Entry::amount);
            insert.executeUpdate();
        }
        return byWallet;
    }

    private static List<Long> transactions(Connection connection, int count) throws SQLException {
        List<Long> ids = new ArrayList<>(count);
        try (PreparedStatement insert = connection.prepareStatement(TRANSACTIONS)) {
            insert.setInt(1, count);
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids;
    }
}
