package dev.aibridge.local.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// The money invariants, each checked by the database itself (`billing.verify()`).
///
/// @param results one per invariant, in their order
public record Proof(List<Result> results) {

    /// One invariant.
    ///
    /// @param code as the documentation names it: `L1`
    /// @param holds whether it does
    /// @param detail what was compared, or what is wrong
    public record Result(String code, boolean holds, String detail) {}

    /// Copies, and refuses a proof of nothing.
    public Proof {
        results = List.copyOf(results);
        if (results.isEmpty()) {
            throw new IllegalArgumentException("billing.verify() proved nothing");
        }
    }

    /// Checks everything, now.
    public static Proof of(Database database) throws SQLException {
        List<Result> results = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT code, ok, detail FROM billing.verify()")) {
            while (rows.next()) {
                String detail = rows.getString("detail");
                results.add(
                        new Result(
                                rows.getString("code"),
                                rows.getBoolean("ok"),
                                detail == null ? "" : detail));
            }
        }
        return new Proof(results);
    }

    /// Whether every invariant holds.
    public boolean holds() {
        return results.stream().allMatch(Result::holds);
    }
}
