package dev.aibridge.billing.books;

import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Agents and their customers, and what they hand on, as the database sees it.
public record Agency(Books books) {

    /// A new agent with so many micro-tokens.
    public Wallet agent(long micro) throws SQLException {
        Wallet wallet = books.wallet(micro);
        books.run("UPDATE accounts.tenant SET agent = true WHERE id = ?", wallet.tenant());
        return wallet;
    }

    /// Makes a tenant an agent's customer.
    public Wallet assign(Wallet customer, Wallet agent) throws SQLException {
        books.run(
                "UPDATE accounts.tenant SET agent_id = ? WHERE id = ?",
                agent.tenant(),
                customer.tenant());
        return customer;
    }

    /// Hands tokens on, or takes them back when they are negative; answers what became of it.
    public @Nullable Object move(Wallet agent, Wallet customer, long micro) throws SQLException {
        return books.ask(
                "SELECT billing.hand_over(?, ?, ?, ?, ?, ?)",
                agent.tenant(),
                customer.tenant(),
                micro,
                "a reason",
                new UUID(5, 5),
                UUID.randomUUID().toString());
    }

    /// What the customer has left of that agent's tokens.
    public long unspent(Wallet agent, Wallet customer) throws SQLException {
        return books.number(
                "SELECT COALESCE(sum(rest), 0) FROM billing.left_of_agent(?, ?)",
                customer.id(),
                agent.tenant());
    }
}
