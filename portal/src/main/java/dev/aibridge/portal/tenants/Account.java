package dev.aibridge.portal.tenants;

import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.billing.BillingApi;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Booking;
import dev.aibridge.portal.billing.Cap;
import dev.aibridge.portal.billing.KeyUse;
import dev.aibridge.portal.billing.Order;
import dev.aibridge.portal.billing.UsageReport;
import dev.aibridge.portal.billing.Wallet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What billing knows of a tenant, newest first; a tenant without a wallet has none of it.
///
/// @param uses by key
/// @param usage of the last thirty days
record Account(
        Optional<Wallet> wallet,
        List<Booking> bookings,
        List<Order> orders,
        Map<UUID, KeyUse> uses,
        List<Cap> caps,
        RecentUsage usage) {

    private static final int SHORT = 8;

    /// Asks for all of it.
    static Account of(BillingApi billing, Tenant tenant, ZoneId zone) {
        Optional<Wallet> wallet = wallet(billing, tenant);
        if (wallet.isEmpty()) {
            return new Account(wallet, List.of(), List.of(), Map.of(), List.of(), RecentUsage.NONE);
        }
        return new Account(
                wallet,
                billing.ledger(tenant.id, SHORT, null).items(),
                billing.orders(tenant.id, SHORT, null).items(),
                billing.keyUse(tenant.id).items().stream()
                        .collect(Collectors.toMap(KeyUse::keyId, Function.identity())),
                billing.caps(tenant.id).items(),
                usage(billing, tenant, zone));
    }

    /// The wallet, if there is one yet.
    static Optional<Wallet> wallet(BillingApi billing, Tenant tenant) {
        return ifWallet(() -> billing.wallet(tenant.id));
    }

    /// An answer about a wallet, if there is one.
    static <T> Optional<T> ifWallet(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (BillingRefused e) {
            if (e.is("wallet_not_found")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static RecentUsage usage(BillingApi billing, Tenant tenant, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(Instant.now(), zone);
        LocalDate first = today.minusDays(RecentUsage.DAYS - 1L);
        UsageReport report =
                billing.costs(
                        tenant.id,
                        first.toString(),
                        today.plusDays(1).toString(),
                        zone.getId(),
                        "day",
                        "model",
                        null);
        return RecentUsage.of(report, first);
    }
}
