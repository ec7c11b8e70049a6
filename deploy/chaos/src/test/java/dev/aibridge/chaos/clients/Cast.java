package dev.aibridge.chaos.clients;

import dev.aibridge.chaos.World;
import dev.aibridge.common.money.Credits;
import dev.aibridge.common.tenancy.ApiKey;
import dev.aibridge.local.database.Customer;
import dev.aibridge.local.database.KeyTerms;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/// The customers and keys that one client plays with.
///
/// @param rich pays for nearly everything
/// @param narrow has so little that one request holds all of it
/// @param broke has nothing
/// @param capped has a key that may spend nothing today
/// @param oneModel a key of the rich customer's for gpt-4o alone
/// @param onePerMinute a key of the rich customer's for one request a minute
/// @param disabled a key that is switched off
/// @param expired a key whose time is over
record Cast(
        Customer rich,
        Customer narrow,
        Customer broke,
        Customer capped,
        ApiKey oneModel,
        ApiKey onePerMinute,
        ApiKey disabled,
        ApiKey expired) {

    static final Credits RICH = Credits.ofTokens(10_000_000);

    /// Holds one answer of gpt-4o that is cut to what is there; two short ones can be paid.
    static final Credits NARROW = Credits.ofTokens(2_500);

    static Cast of(World world) throws SQLException {
        Customer rich = world.customer("Rich", RICH, KeyTerms.UNLIMITED);
        Customer capped = world.customer("Capped", RICH, KeyTerms.UNLIMITED);
        world.stack().accounts().cap(capped, "day", Credits.ZERO);
        return new Cast(
                rich,
                world.customer("Narrow", NARROW, KeyTerms.UNLIMITED),
                world.customer("Broke", Credits.ZERO, KeyTerms.UNLIMITED),
                capped,
                key(world, rich, KeyTerms.UNLIMITED.withModels("gpt-4o")),
                key(world, rich, KeyTerms.UNLIMITED.withRpm(1)),
                key(world, rich, KeyTerms.UNLIMITED.switchedOff()),
                key(world, rich, KeyTerms.UNLIMITED.withExpiry(Instant.EPOCH)));
    }

    private static ApiKey key(World world, Customer customer, KeyTerms terms) throws SQLException {
        return world.stack().accounts().addKey(customer.tenant(), terms);
    }

    /// What each wallet held at first.
    Map<Customer, Credits> wallets() {
        return Map.of(rich, RICH, narrow, NARROW, broke, Credits.ZERO, capped, RICH);
    }

    /// The keys by the environment variables that scripts read.
    Map<String, String> environment() {
        return Map.of(
                "AIBRIDGE_KEY", rich.key().secret(),
                "AIBRIDGE_KEY_NARROW", narrow.key().secret(),
                "AIBRIDGE_KEY_BROKE", broke.key().secret(),
                "AIBRIDGE_KEY_CAPPED", capped.key().secret(),
                "AIBRIDGE_KEY_ONE_MODEL", oneModel.secret(),
                "AIBRIDGE_KEY_ONE_PER_MINUTE", onePerMinute.secret(),
                "AIBRIDGE_KEY_DISABLED", disabled.secret(),
                "AIBRIDGE_KEY_EXPIRED", expired.secret(),
                "AIBRIDGE_KEY_UNKNOWN", ApiKey.generate().secret());
    }
}
