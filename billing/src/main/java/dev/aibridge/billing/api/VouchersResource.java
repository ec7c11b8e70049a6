package dev.aibridge.billing.api;

import dev.aibridge.billing.vouchers.Redeeming;
import dev.aibridge.billing.vouchers.Redemption;
import dev.aibridge.billing.vouchers.Voucher;
import dev.aibridge.billing.vouchers.VoucherCode;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Vouchers that a tenant redeems.
@Path("/v1/tenants/{tenant}/vouchers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "wallet")
public class VouchersResource {

    /// Room for a code with a space between all of its characters, and some.
    private static final int LONGEST = 64;

    /// What somebody typed.
    public record Code(
            @Schema(maxLength = LONGEST, examples = "7K3QX-0M9VA-ZD4TE-1HC8W") String code) {}

    /// What it gave.
    public record Credited(@Schema(description = "Micro-tokens") long tokensMicro) {}

    private final Tenants tenants;
    private final Redeeming redeeming;

    /// Redeems there.
    public VouchersResource(Tenants tenants, Redeeming redeeming) {
        this.tenants = tenants;
        this.redeeming = redeeming;
    }

    /// Redeems one; a second time answers the same and gives nothing more.
    @POST
    @Authenticated
    @Operation(operationId = "redeem", summary = "Redeem a voucher")
    public Credited redeem(@PathParam("tenant") String tenant, @Nullable Code typed)
            throws SQLException {
        UUID whose = tenants.member(tenant);
        if (typed == null) {
            throw Parameters.invalid("The body is missing.");
        }
        VoucherCode code =
                VoucherCode.typed(Parameters.text("code", typed.code(), LONGEST))
                        .orElseThrow(VouchersResource::unknown);
        return switch (redeeming.redeem(whose, code)) {
            case Redemption.Redeemed(long micro) -> new Credited(micro);
            case Redemption.Unknown _ -> throw unknown();
            case Redemption.Over(Voucher.State state) -> throw over(state);
            case Redemption.TooMany(var retryAfter) ->
                    throw new Refused(
                            Problem.of(
                                    Status.TOO_MANY_REQUESTS,
                                    "voucher_limit",
                                    "Too many codes were none. Try again later."),
                            retryAfter);
        };
    }

    private static Refused unknown() {
        return new Refused(
                Problem.of(
                        Status.BAD_REQUEST, "voucher_not_found", "There is no voucher like this."));
    }

    private static Refused over(Voucher.State state) {
        return new Refused(
                switch (state) {
                    case EXPIRED ->
                            Problem.conflict("voucher_expired", "This voucher has expired.");
                    case REVOKED ->
                            Problem.conflict("voucher_revoked", "This voucher was revoked.");
                    case REDEEMED, OPEN ->
                            Problem.conflict(
                                    "voucher_redeemed", "This voucher was redeemed before.");
                });
    }
}
