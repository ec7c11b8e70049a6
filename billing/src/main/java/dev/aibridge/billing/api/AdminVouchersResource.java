package dev.aibridge.billing.api;

import dev.aibridge.billing.audit.Admin;
import dev.aibridge.billing.orders.ProductTerms;
import dev.aibridge.billing.statements.Page;
import dev.aibridge.billing.statements.StatementSettings;
import dev.aibridge.billing.vouchers.Voucher;
import dev.aibridge.billing.vouchers.VoucherSettings;
import dev.aibridge.billing.vouchers.Vouchers;
import dev.aibridge.billing.vouchers.Vouchers.Made;
import dev.aibridge.billing.vouchers.Vouchers.Wish;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Codes that an admin makes, each good for tokens once.
@Path("/v1/admin/vouchers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
public class AdminVouchersResource {

    /// One token; the most is what the largest product has.
    private static final long SMALLEST_MICRO = 1_000_000;

    private static final int NOTE = 200;
    private static final int LAST_YEAR = 9999;

    /// What an admin asks for.
    ///
    /// @param tokensMicro of each
    /// @param expiresAt when they end, if ever
    public record NewVouchers(
            @Schema(minimum = "1") int count,
            @Schema(description = "Micro-tokens of each") long tokensMicro,
            @Schema(maxLength = NOTE, description = "What they are for") String note,
            @Schema(description = "null: never") Optional<OffsetDateTime> expiresAt) {}

    private final Vouchers vouchers;
    private final Caller caller;
    private final IdempotencyKey key;
    private final VoucherSettings settings;
    private final StatementSettings pages;

    /// Makes those vouchers.
    public AdminVouchersResource(
            Vouchers vouchers,
            Caller caller,
            IdempotencyKey key,
            VoucherSettings settings,
            StatementSettings pages) {
        this.vouchers = vouchers;
        this.caller = caller;
        this.key = key;
        this.settings = settings;
        this.pages = pages;
    }

    /// Makes some.
    @POST
    @ShownOnce
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "makeVouchers",
            summary = "Make vouchers; only this answer has their codes")
    public Response make(@Nullable NewVouchers wanted) throws SQLException {
        Wish wish = wish(wanted);
        List<Made> made =
                vouchers.make(wish, admin()).orElseThrow(() -> new Refused(Problem.SHOWN_ONCE));
        return Response.status(Status.CREATED).entity(new Items<>(made)).build();
    }

    private Wish wish(@Nullable NewVouchers wanted) {
        if (wanted == null) {
            throw Parameters.invalid("The body is missing.");
        }
        if (wanted.count() < 1 || wanted.count() > settings.atOnce()) {
            throw Parameters.invalid("`count` must be 1 to %d.".formatted(settings.atOnce()));
        }
        long micro = wanted.tokensMicro();
        if (micro < SMALLEST_MICRO || micro > ProductTerms.MOST) {
            throw Parameters.invalid(
                    "`tokensMicro` must be %d to %d.".formatted(SMALLEST_MICRO, ProductTerms.MOST));
        }
        return new Wish(
                wanted.count(),
                micro,
                Parameters.text("note", wanted.note(), NOTE),
                wanted.expiresAt().map(AdminVouchersResource::ending).orElse(null),
                key.text());
    }

    private static OffsetDateTime ending(OffsetDateTime at) {
        OffsetDateTime now = OffsetDateTime.now(Clock.systemUTC());
        if (!at.isAfter(now) || at.withOffsetSameInstant(ZoneOffset.UTC).getYear() > LAST_YEAR) {
            throw Parameters.invalid("`expiresAt` must be a time to come.");
        }
        return at;
    }

    /// A page of them, newest first.
    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "vouchers", summary = "Vouchers, newest first, without their codes")
    public Page<Voucher> vouchers(
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("before") @Nullable String before)
            throws SQLException {
        int most = Parameters.limit(limit, pages);
        UUID cursor = before == null ? null : Parameters.id("before", before);
        return Page.of(vouchers.list(cursor, most + 1), most, v -> v.id().toString());
    }

    /// Ends one.
    @POST
    @Path("/{id}/revoke")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "revokeVoucher", summary = "End a voucher that nobody has redeemed")
    public Voucher revoke(@PathParam("id") String id) throws SQLException {
        Voucher voucher =
                vouchers.revoke(Ids.inPath(id), admin())
                        .orElseThrow(() -> new Refused(Problem.NOT_FOUND));
        if (voucher.state() == Voucher.State.REDEEMED) {
            throw new Refused(Problem.conflict("voucher_redeemed", "Somebody has redeemed it."));
        }
        return voucher;
    }

    private Admin admin() {
        return new Admin(
                caller.subject().orElseThrow(() -> new Refused(Problem.NOT_FOUND)), caller.name());
    }
}
