package dev.aibridge.local;

import dev.aibridge.common.money.Credits;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.KeyTerms;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.DemoUser;
import dev.aibridge.local.stack.Stack;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/// The customer that everybody who tries AI Bridge is: fixed ids, a key of this checkout's own,
/// funded once.
final class Demo {

    private static final UUID TENANT = UUID.fromString("019a0000-0000-7000-8000-000000000001");
    private static final UUID WALLET = UUID.fromString("019a0000-0000-7000-8000-000000000002");
    private static final UUID KEY = UUID.fromString("019a0000-0000-7000-8000-000000000003");
    private static final Credits FUNDS = Credits.ofTokens(10_000_000);

    private Demo() {}

    static void open(Stack stack) throws StartFailed {
        Customer demo = new Customer(TENANT, WALLET, KEY, stack.secrets().demoKey());
        KeyTerms terms = new KeyTerms("demo", 600, Optional.empty(), Optional.empty(), false);
        try {
            stack.accounts().open(demo, "Demo", FUNDS, terms);
            if (!stack.settings().hasOwnKeycloak()) {
                DemoUser owner = DemoUser.CUSTOMER;
                stack.accounts().join(TENANT, owner.subject(), owner.email(), owner.displayName());
            }
        } catch (SQLException e) {
            throw new StartFailed("the demo customer can't be made: " + e.getMessage(), e);
        }
    }
}
