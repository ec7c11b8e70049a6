package dev.aibridge.billing.returns;

import dev.aibridge.billing.database.Rows;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.Session;

/// Payments of others who sell through the same account at Stripe: once found out, never asked
/// about again. An order of ours is there before its payment, so that none becomes ours later.
@ApplicationScoped
public class Foreign {

    private static final String ADD =
            "INSERT INTO billing.foreign_payment (id) VALUES (?) ON CONFLICT DO NOTHING RETURNING id";
    private static final String KNOWN = "SELECT id FROM billing.foreign_payment WHERE id = ANY (?)";

    private final Session records;

    /// On the connection of those records.
    public Foreign(Session records) {
        this.records = records;
    }

    void add(String payment) {
        records.doReturningWork(
                connection -> Rows.all(connection, row -> row.getString(1), ADD, payment));
    }

    /// Those of the payments that may be ours.
    Set<String> without(Collection<String> payments) {
        Set<String> ours = new TreeSet<>(payments);
        records.doReturningWork(
                        connection ->
                                Rows.all(
                                        connection,
                                        row -> row.getString(1),
                                        KNOWN,
                                        connection.createArrayOf("text", payments.toArray())))
                .forEach(ours::remove);
        return ours;
    }
}
