package dev.aibridge.billing.api;

import dev.aibridge.billing.refunds.Refund;
import dev.aibridge.billing.refunds.RefundWish;
import dev.aibridge.billing.refunds.Refunding;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Reads what is wanted of refunds, and says what came of it.
final class RefundRequests {

    private static final int CURRENCY = 3;

    /// A customer's.
    ///
    /// @param amountMinor as quoted, or a part of it
    public record Wanted(
            @Schema(
                            minimum = "1",
                            description =
                                    "In minor units of the currency: all that was quoted, or a part")
                    long amountMinor,
            @Schema(description = "The order's, three capital letters") String currency) {}

    /// An admin's.
    ///
    /// @param reason kept in the audit log
    public record WantedByAdmin(
            @Schema(minimum = "1", description = "In minor units of the currency") long amountMinor,
            @Schema(description = "The order's, three capital letters") String currency,
            @Schema(maxLength = RefundWish.LONGEST_REASON) String reason) {}

    private RefundRequests() {}

    static RefundWish wish(@Nullable Wanted wanted, IdempotencyKey key, Caller caller) {
        if (wanted == null) {
            throw Parameters.invalid("The body is missing.");
        }
        return new RefundWish(
                amount(wanted.amountMinor()),
                Parameters.text("currency", wanted.currency(), CURRENCY),
                key.text(),
                subject(caller),
                caller.name(),
                null);
    }

    static RefundWish wish(@Nullable WantedByAdmin wanted, IdempotencyKey key, Caller caller) {
        if (wanted == null) {
            throw Parameters.invalid("The body is missing.");
        }
        return new RefundWish(
                amount(wanted.amountMinor()),
                Parameters.text("currency", wanted.currency(), CURRENCY),
                key.text(),
                subject(caller),
                caller.name(),
                reason(wanted.reason()));
    }

    static String reason(String text) {
        return Parameters.text("reason", text, RefundWish.LONGEST_REASON);
    }

    static UUID subject(Caller caller) {
        return caller.subject().orElseThrow(() -> new Refused(Problem.NOT_FOUND));
    }

    static @Nullable Long amount(@Nullable String query) {
        return query == null ? null : amount(Parameters.whole("amountMinor", query));
    }

    private static long amount(long minor) {
        if (minor < 1 || minor > RefundWish.LARGEST) {
            throw Parameters.invalid(
                    "`amountMinor` must be 1 to %d.".formatted(RefundWish.LARGEST));
        }
        return minor;
    }

    /// 201, also while Stripe has not answered: the refund says so.
    static Response answer(Refunding refunding) {
        return switch (refunding) {
            case Refunding.Begun(Refund refund) ->
                    Response.status(Status.CREATED).entity(refund).build();
            case Refunding.NotFound _ -> throw new Refused(Problem.NOT_FOUND);
            case Refunding.Refused(var no) ->
                    throw new Refused(Problem.conflict(code(no), detail(no)));
            case Refunding.OtherCurrency(var currency) ->
                    throw Parameters.invalid("The order was paid in %s.".formatted(currency));
            case Refunding.OtherWish _ -> throw IdempotencyKey.reused();
            case Refunding.TooMany(var retryAfter) ->
                    throw new Refused(
                            Problem.of(
                                    Status.TOO_MANY_REQUESTS,
                                    "refund_limit",
                                    "Too many refunds were begun. Ask support."),
                            retryAfter);
        };
    }

    private static String code(String no) {
        return "refund_" + no;
    }

    /// Why, as [Quote] and the reviews name it.
    private static String detail(String no) {
        return switch (no) {
            case "not_credited" -> "Nothing was bought with this order.";
            case "disputed" ->
                    "The payment is disputed at the bank: only the bank decides about it.";
            case "nothing_left" -> "Nothing that was paid for is left.";
            case "too_much" -> "Less is left than that. Ask for a quote.";
            case "not_in_review" -> "This payment does not wait for an admin.";
            default -> throw new IllegalArgumentException(no);
        };
    }
}
