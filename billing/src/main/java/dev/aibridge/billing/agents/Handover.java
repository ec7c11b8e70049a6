package dev.aibridge.billing.agents;

import dev.aibridge.billing.audit.Act;
import dev.aibridge.billing.audit.Admin;
import dev.aibridge.billing.database.Rows;
import dev.aibridge.billing.wallet.WalletOpening;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tokens that an agent hands on to its customer, or takes back.
///
/// @param micro micro-tokens; negative when taken back
/// @param reason what for; always there when taken back
/// @param key the same one of an agent moves its tokens once
public record Handover(UUID agent, UUID customer, long micro, @Nullable String reason, String key) {

    /// What became of it.
    public enum Outcome {
        MOVED,
        /// The same one was moved before.
        KNOWN,
        NOT_A_CUSTOMER,
        AGENT_SUSPENDED,
        /// More than the agent has available, or than the customer has left of the agent's.
        INSUFFICIENT,
        /// Its key was used for another one.
        REQUEST_KEY_REUSED
    }

    private static final String MOVE = "SELECT billing.hand_over(?, ?, ?, ?, ?, ?)";

    /// Moves them, and writes down who did.
    ///
    /// @param connection in a transaction, which the caller ends
    public Outcome book(Connection connection, Admin by) throws SQLException {
        // Wallets are made before any is locked, so that they can be locked ascending.
        WalletOpening.make(connection, agent);
        WalletOpening.make(connection, customer);
        String what =
                Rows.first(
                                connection,
                                row -> row.getString(1),
                                MOVE,
                                agent,
                                customer,
                                micro,
                                reason,
                                by.subject(),
                                key)
                        .orElseThrow();
        Outcome outcome = Outcome.valueOf(what.toUpperCase(Locale.ROOT));
        if (outcome == Outcome.MOVED) {
            act(by).append(connection);
        }
        return outcome;
    }

    private Act act(Admin by) {
        return new Act(
                by.subject(),
                by.name(),
                micro > 0 ? "tokens.hand_over" : "tokens.take_back",
                customer,
                "agent:" + agent,
                reason,
                "{\"tokensMicro\": %d}".formatted(micro));
    }
}
