package dev.aibridge.portal.quota;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.Booking;
import dev.aibridge.portal.billing.Days;
import dev.aibridge.portal.billing.Page;
import dev.aibridge.portal.billing.Purse;
import dev.aibridge.portal.billing.Wallet;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tokens, limits and the ledger.
@Path("/quota")
@Authenticated
@Produces(Portal.HTML)
public class QuotaPage {

    private static final int LINES = 25;
    private static final int WEEK = 7;
    private static final int YEAR = 365;

    /// The page.
    ///
    /// @param pace how long the tokens last, in words; absent while billing is away
    /// @param ledger absent while billing is away
    /// @param agent what the tenant's agent is called; empty: it has none
    record Quota(Optional<Lasting> pace, List<Limit> limits, Optional<Ledger> ledger, String agent)
            implements TemplateInstance {}

    /// How long the tokens last.
    ///
    /// @param look of its badge
    record Lasting(String look, String words, long dayMicro) {}

    /// What limits one key, or all together.
    ///
    /// @param id of the key; absent for all together
    /// @param state `active`, `disabled` or `expired`
    /// @param rpm requests a minute; absent without a limit
    /// @param models the only ones; absent when all are allowed
    record Limit(
            @Nullable UUID id,
            String name,
            String shown,
            String state,
            @Nullable Long rpm,
            @Nullable List<String> models,
            @Nullable Instant expiresAt) {}

    /// Lines of the ledger.
    ///
    /// @param next where the older ones begin
    record Ledger(List<Line> lines, @Nullable String next, boolean newest) {}

    /// One line.
    ///
    /// @param what in words
    /// @param why the reason that was given, where there is one to read
    record Line(Booking booking, String what, String why) {}

    private final Billing billing;
    private final Purse purse;
    private final Visitor visitor;

    QuotaPage(Billing billing, Purse purse, Visitor visitor) {
        this.billing = billing;
        this.purse = purse;
        this.visitor = visitor;
    }

    /// The page.
    @GET
    public TemplateInstance quota(@QueryParam("before") @Nullable String before) {
        Optional<Wallet> wallet = purse.wallet();
        return new Quota(
                wallet.flatMap(this::lasting),
                limits(),
                ledger(before),
                visitor.tenant().agentName().orElse(""));
    }

    private Optional<Lasting> lasting(Wallet wallet) {
        LocalDate today = LocalDate.now(visitor.zone());
        return billing.tryAsk(
                        api -> api.lately(visitor.tenant().id, WEEK, visitor.zone(), "none", null))
                .map(week -> Days.of(week.rows(), today, WEEK).paidPerDay())
                .map(perDay -> lasting(wallet.balanceMicro(), perDay));
    }

    /// As the overview has it.
    private Lasting lasting(long balance, long perDay) {
        QuotaText words = words();
        if (balance <= 0) {
            return new Lasting("bad", words.empty(), perDay);
        }
        if (perDay == 0) {
            return new Lasting("ok", words.notSpent(), perDay);
        }
        long days = balance / perDay;
        String left =
                days == 0
                        ? words.lessThanADay()
                        : days > YEAR ? words.moreThanAYear() : words.daysLeft(days);
        return new Lasting(days == 0 ? "bad" : days < WEEK ? "warn" : "ok", left, perDay);
    }

    private List<Limit> limits() {
        Tenant tenant = visitor.tenant();
        List<Limit> limits = new ArrayList<>();
        limits.add(
                new Limit(
                        null,
                        words().allTogether(),
                        "",
                        tenant.suspended() ? "suspended" : "active",
                        tenant.rpm == null ? null : tenant.rpm.longValue(),
                        list(tenant.allowedModels),
                        null));
        ApiKeyRow.of(tenant).forEach(key -> limits.add(limit(key)));
        return limits;
    }

    private static Limit limit(ApiKeyRow key) {
        Instant end = key.expiresAt;
        boolean expired = end != null && !end.isAfter(Instant.now());
        return new Limit(
                key.id,
                key.name,
                key.shown(),
                key.disabled ? "disabled" : expired ? "expired" : "active",
                (long) key.rpm,
                list(key.allowedModels),
                end);
    }

    private static @Nullable List<String> list(String @Nullable [] models) {
        return models == null ? null : List.of(models);
    }

    private Optional<Ledger> ledger(@Nullable String before) {
        Optional<Page<Booking>> page =
                billing.tryAsk(api -> api.ledger(visitor.tenant().id, LINES, before));
        return page.map(
                found ->
                        new Ledger(
                                found.items().stream().map(this::line).toList(),
                                found.next(),
                                before == null));
    }

    private Line line(Booking booking) {
        QuotaText words = words();
        return switch (booking.kind()) {
            case "usage" -> new Line(booking, words.kindUsage(), "");
            case "top_up" -> new Line(booking, words.kindTopUp(), "");
            case "credit" ->
                    switch (booking.actor()) {
                        case "sign-up" -> new Line(booking, words.kindStarter(), "");
                        case "voucher" -> new Line(booking, words.kindVoucher(), booking.reason());
                        default -> new Line(booking, byUs(booking), booking.reason());
                    };
            case "refund" -> new Line(booking, words.kindRefund(), "");
            case "refund_failed" -> new Line(booking, words.kindRefundFailed(), "");
            case "debt_repaid" -> new Line(booking, words.kindDebtRepaid(), "");
            case "dispute_won" -> new Line(booking, words.kindDisputeWon(), "");
            case "dispute_lost" -> new Line(booking, words.kindDisputeLost(), "");
            case "handover" -> new Line(booking, handed(booking), booking.reason());
            case "take_back" -> new Line(booking, takenBack(booking), booking.reason());
            default -> new Line(booking, booking.kind(), booking.reason());
        };
    }

    private String handed(Booking booking) {
        return booking.amountMicro() < 0 ? words().kindHanded() : words().kindFromAgent();
    }

    private String takenBack(Booking booking) {
        return booking.amountMicro() < 0 ? words().kindBackToAgent() : words().kindHandedBack();
    }

    private String byUs(Booking booking) {
        return booking.amountMicro() < 0 ? words().kindTaken() : words().kindGiven();
    }

    private QuotaText words() {
        return visitor.words(QuotaText.class);
    }
}
