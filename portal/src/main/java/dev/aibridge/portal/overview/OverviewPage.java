package dev.aibridge.portal.overview;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.Call;
import dev.aibridge.portal.billing.Calls;
import dev.aibridge.portal.billing.Days;
import dev.aibridge.portal.billing.Products;
import dev.aibridge.portal.billing.Purse;
import dev.aibridge.portal.billing.UsageReport;
import dev.aibridge.portal.billing.Wallet;
import dev.aibridge.portal.chart.Spark;
import dev.aibridge.portal.chart.StackedBars;
import dev.aibridge.portal.format.Format;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What is left, where it goes, what failed; for newcomers, the way to the first answer.
@Path("/overview")
@Authenticated
@Produces(Portal.HTML)
public class OverviewPage {

    private static final int DAYS = 30;
    private static final int CHART_DAYS = 14;
    private static final int TOP = 5;
    private static final int CALLS = 20;
    private static final int FAILURES = 5;
    private static final long MANY_DAYS = 365;

    /// The page.
    ///
    /// @param account balance and its rate; absent while billing is away
    /// @param lately absent when nothing was used lately, or while billing is away
    /// @param steps what a newcomer does first; absent for everybody else
    record Overview(
            Optional<Account> account, Optional<Lately> lately, Optional<Steps> steps, boolean away)
            implements TemplateInstance {}

    /// The balance, and how long it lasts.
    ///
    /// @param perDayMicro what a day costs; 0 when nothing was spent lately
    /// @param look of what is said about it
    record Account(
            Wallet wallet, Optional<Rate> rate, long perDayMicro, String left, String look) {}

    /// What the last thirty days came to.
    record Lately(
            Days days,
            Spark requests,
            Spark failed,
            long firstByteMs,
            long calls,
            Daily daily,
            StackedBars chart,
            List<Top> models,
            List<Top> keys,
            List<Failure> failures) {}

    /// A model or key among the dearest.
    ///
    /// @param link where to look closer
    record Top(String name, String link, Share share) {}

    /// How far a newcomer is.
    ///
    /// @param key the newest one
    record Steps(Optional<ApiKeyRow> key) {}

    private final Billing billing;
    private final Purse purse;
    private final Products products;
    private final Visitor visitor;

    OverviewPage(Billing billing, Purse purse, Products products, Visitor visitor) {
        this.billing = billing;
        this.purse = purse;
        this.products = products;
        this.visitor = visitor;
    }

    /// The page. While billing is away it says so and stands.
    @GET
    public TemplateInstance show() {
        Optional<Wallet> wallet = purse.wallet();
        if (wallet.isEmpty()) {
            return new Overview(Optional.empty(), Optional.empty(), Optional.empty(), true);
        }
        LocalDate today = LocalDate.now(visitor.zone());
        Optional<UsageReport> models = usage("model");
        Optional<List<Call>> calls = calls(false, CALLS);
        boolean failed =
                models.stream().flatMap(it -> it.rows().stream()).anyMatch(OverviewPage::failed);
        Optional<List<Call>> failures = failed ? calls(true, FAILURES) : Optional.of(List.of());
        boolean away = models.isEmpty() || calls.isEmpty() || failures.isEmpty();
        Optional<Lately> lately =
                away || models.get().rows().isEmpty()
                        ? Optional.empty()
                        : Optional.of(lately(models.get(), calls.get(), failures.get(), today));
        long perDay = lately.map(it -> it.days.paidPerDay()).orElse(0L);
        boolean isNew = !away && lately.isEmpty() && calls.get().isEmpty();
        return new Overview(
                wallet.map(it -> account(it, perDay)),
                lately,
                isNew ? Optional.of(steps()) : Optional.empty(),
                away);
    }

    private static boolean failed(UsageReport.Row row) {
        return row.failed() > 0;
    }

    private Optional<List<Call>> calls(boolean failed, int count) {
        return billing.tryAsk(api -> api.calls(tenant(), null, null, failed, count, null))
                .map(Calls::items);
    }

    private Optional<UsageReport> usage(String by) {
        return billing.tryAsk(api -> api.lately(tenant(), DAYS, visitor.zone(), by, null));
    }

    private Account account(Wallet wallet, long perDay) {
        OverviewText words = words();
        Optional<Rate> rate = Rate.of(wallet, products);
        if (wallet.balanceMicro() <= 0) {
            return new Account(wallet, rate, perDay, words.empty(), "bad");
        }
        if (perDay == 0) {
            return new Account(wallet, rate, perDay, "", "");
        }
        long days = wallet.balanceMicro() / perDay;
        if (days == 0) {
            return new Account(wallet, rate, perDay, words.lastToday(), "bad");
        }
        String left = days > MANY_DAYS ? words.manyDaysLeft() : words.daysLeft(days);
        return new Account(wallet, rate, perDay, left, days < 7 ? "warn" : "ok");
    }

    private Steps steps() {
        return new Steps(ApiKeyRow.of(visitor.tenant()).stream().findFirst());
    }

    private Lately lately(
            UsageReport models, List<Call> calls, List<Call> failures, LocalDate today) {
        OverviewText words = words();
        Days days = Days.of(models.rows(), today, DAYS);
        Daily daily = Daily.of(models, today, CHART_DAYS, words::others);
        Map<UUID, ApiKeyRow> keys =
                ApiKeyRow.<ApiKeyRow>list("tenantId", tenant()).stream()
                        .collect(Collectors.toMap(key -> key.id, key -> key));
        return new Lately(
                days,
                Spark.of(days.last(CHART_DAYS, Days.Day::requests), words.requestsTold()),
                Spark.of(days.last(CHART_DAYS, Days.Day::failed), words.failedTold()),
                Failure.medianFirstByteMs(calls),
                calls.size(),
                daily,
                chart(daily),
                top(Share.of(models), OverviewPage::model),
                usage("key")
                        .map(it -> top(Share.of(it), share -> key(share, keys)))
                        .orElse(List.of()),
                failures.stream()
                        .map(call -> new Failure(call, name(keys, call), Failure.why(call, words)))
                        .toList());
    }

    private static List<Top> top(List<Share> shares, Function<Share, Top> top) {
        return shares.stream().limit(TOP).map(top).toList();
    }

    private static Top model(Share share) {
        String id = URLEncoder.encode(share.id(), StandardCharsets.UTF_8);
        return new Top(share.id(), "/usage?last=30d&model=" + id, share);
    }

    private static Top key(Share share, Map<UUID, ApiKeyRow> keys) {
        ApiKeyRow key = keys.get(UUID.fromString(share.id()));
        return new Top(
                key == null ? share.id() : key.name,
                key == null || key.deletedAt != null
                        ? "/usage?last=30d&key=" + share.id()
                        : "/keys/" + share.id(),
                share);
    }

    private static String name(Map<UUID, ApiKeyRow> keys, Call call) {
        ApiKeyRow key = keys.get(call.keyId());
        return key == null ? call.keyId().toString() : key.name;
    }

    private StackedBars chart(Daily daily) {
        Format format = visitor.format();
        String about =
                words().chartAbout(
                                format.day(daily.days().getFirst()),
                                format.day(daily.days().getLast()),
                                visitor.zone().getId());
        List<String> labels = daily.days().stream().map(format::shortDay).toList();
        return StackedBars.of(words().chart(), about, labels, daily.series(), format::compact);
    }

    private UUID tenant() {
        return visitor.tenant().id;
    }

    private OverviewText words() {
        return visitor.words(OverviewText.class);
    }
}
