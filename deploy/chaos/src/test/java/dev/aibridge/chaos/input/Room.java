package dev.aibridge.chaos.input;

import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.common.tenancy.ApiKey;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.KeyTerms;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who sends what is wrong: customers and keys in every state.
///
/// @param rich whose bad requests must cost nothing
/// @param limited its key for one request a minute, which is used up
/// @param narrow its key for gpt-4o alone
/// @param disabled its key that is switched off
/// @param expired its key whose time is over
record Room(
        Customer rich,
        Customer broke,
        Customer suspended,
        Customer frozen,
        Customer choosy,
        ApiKey limited,
        ApiKey narrow,
        ApiKey disabled,
        ApiKey expired) {

    static final Credits RICH = Credits.ofTokens(5_000_000);

    static Room of(World world) throws SQLException {
        Customer rich = world.customer("Careless", RICH, KeyTerms.UNLIMITED);
        Customer suspended = world.customer("Suspended", RICH, KeyTerms.UNLIMITED);
        world.stack().accounts().tenantStatus(suspended.tenant(), "suspended");
        Customer frozen = world.customer("Suspended wallet", RICH, KeyTerms.UNLIMITED);
        world.stack().accounts().walletStatus(frozen.wallet(), "suspended");
        Customer choosy = world.customer("Choosy", RICH, KeyTerms.UNLIMITED);
        world.stack()
                .accounts()
                .allowTenant(choosy.tenant(), Optional.of(List.of("gpt-4o", "qwen-max")));
        Customer limited =
                world.customer("Limited", Credits.ofTokens(1_000_000), KeyTerms.UNLIMITED);
        world.stack().accounts().limitTenant(limited.tenant(), 1);
        return new Room(
                rich,
                world.customer("Broke", Credits.ZERO, KeyTerms.UNLIMITED),
                suspended,
                frozen,
                choosy,
                limited.key(),
                key(world, rich, KeyTerms.UNLIMITED.withModels("gpt-4o")),
                key(world, rich, KeyTerms.UNLIMITED.switchedOff()),
                key(world, rich, KeyTerms.UNLIMITED.withExpiry(Instant.EPOCH)));
    }

    private static ApiKey key(World world, Customer customer, KeyTerms terms) throws SQLException {
        return world.stack().accounts().addKey(customer.tenant(), terms);
    }

    /// Whose wallets no case may touch.
    List<Customer> untouched() {
        return List.of(rich, broke, suspended, frozen, choosy);
    }

    /// Every key, none of which may be seen anywhere.
    List<ApiKey> keys() {
        return List.of(
                rich.key(),
                broke.key(),
                suspended.key(),
                frozen.key(),
                choosy.key(),
                limited,
                narrow,
                disabled,
                expired);
    }
}
