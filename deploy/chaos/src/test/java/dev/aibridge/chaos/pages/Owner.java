package dev.aibridge.chaos.pages;

import dev.aibridge.chaos.World;
import dev.aibridge.common.tenancy.ApiKey;
import dev.aibridge.local.database.Customer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/// Finds what the portal made for somebody.
final class Owner {

    private static final String OF_ADDRESS =
            """
            SELECT m.tenant_id, w.id FROM accounts.person p JOIN accounts.member m USING (subject)
            JOIN billing.wallet w USING (tenant_id) WHERE p.email = ?""";

    private Owner() {}

    /// The tenant and wallet of an e-mail address. The key is a random one: theirs is nowhere.
    static Customer of(World world, String address) throws SQLException {
        try (Connection connection = world.stack().database().connect();
                PreparedStatement question = connection.prepareStatement(OF_ADDRESS)) {
            question.setString(1, address);
            try (ResultSet row = question.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalArgumentException("nobody has registered as " + address);
                }
                return new Customer(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        UUID.randomUUID(),
                        ApiKey.generate());
            }
        }
    }
}
