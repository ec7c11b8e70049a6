package dev.aibridge.portal.keys;

import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.Days;
import dev.aibridge.portal.billing.KeyUse;
import dev.aibridge.portal.billing.UsageReport;
import dev.aibridge.portal.chart.Spark;
import dev.aibridge.portal.visitor.Visitor;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The visitor's keys with what billing knows of them.
@RequestScoped
class KeyList {

    private static final int DAYS = 14;

    private final Billing billing;
    private final Visitor visitor;

    KeyList(Billing billing, Visitor visitor) {
        this.billing = billing;
        this.visitor = visitor;
    }

    /// The keys.
    ///
    /// @param away whether billing is, so that nothing is known of their use
    record Known(List<KeyView> keys, boolean away) {}

    Known all() {
        List<ApiKeyRow> rows = ApiKeyRow.of(visitor.tenant());
        if (rows.isEmpty()) {
            return new Known(List.of(), false);
        }
        UUID tenant = visitor.tenant().id;
        LocalDate today = LocalDate.now(visitor.zone());
        Optional<Map<UUID, KeyUse>> use =
                billing.tryAsk(api -> api.keyUse(tenant)).map(items -> byKey(items.items()));
        Optional<Map<String, List<UsageReport.Row>>> days =
                use.isEmpty() ? Optional.empty() : lately(tenant);
        Instant now = Instant.now();
        return new Known(
                rows.stream()
                        .map(
                                row ->
                                        new KeyView(
                                                row,
                                                KeyView.State.of(row, now),
                                                use.map(all -> all.get(row.id)).orElse(null),
                                                days.map(all -> spark(row, all, today))
                                                        .orElse(null)))
                        .toList(),
                use.isEmpty() || days.isEmpty());
    }

    private static Map<UUID, KeyUse> byKey(List<KeyUse> uses) {
        return uses.stream().collect(Collectors.toMap(KeyUse::keyId, Function.identity()));
    }

    private Optional<Map<String, List<UsageReport.Row>>> lately(UUID tenant) {
        return billing.tryAsk(api -> api.lately(tenant, DAYS, visitor.zone(), "key", null))
                .map(KeyList::byReport);
    }

    private static Map<String, List<UsageReport.Row>> byReport(UsageReport report) {
        return report.rows().stream()
                .collect(Collectors.groupingBy(row -> Objects.requireNonNull(row.group())));
    }

    private Spark spark(ApiKeyRow row, Map<String, List<UsageReport.Row>> lately, LocalDate today) {
        Days days = Days.of(lately.getOrDefault(row.id.toString(), List.of()), today, DAYS);
        String told = visitor.words(KeysText.class).lastDaysTold(row.name);
        return Spark.of(days.last(DAYS, Days.Day::paidMicro), told);
    }
}
