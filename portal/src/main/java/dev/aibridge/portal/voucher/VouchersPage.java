package dev.aibridge.portal.voucher;

import com.fasterxml.uuid.Generators;
import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingApi;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Page;
import dev.aibridge.portal.billing.Voucher;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Vouchers: an admin makes them, hands their codes out, and sees what became of each.
@Path("/admin/vouchers")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class VouchersPage {

    private static final int LINES = 50;
    private static final int LAST = 4;
    private static final int UNPROCESSABLE = 422;

    /// The list.
    ///
    /// @param next where the older ones begin
    /// @param done the last characters of the one that was just revoked, or nothing
    /// @param late whether it was redeemed before it could be revoked
    record All(List<Line> lines, @Nullable String next, boolean first, String done, boolean late)
            implements TemplateInstance {}

    /// One of them.
    ///
    /// @param by the tenant that redeemed it; empty when none has
    record Line(Voucher voucher, String by) {}

    /// The form for new ones.
    ///
    /// @param key makes a form that is sent twice one order
    record Make(Form form, String key) implements TemplateInstance {}

    /// Those that were just made; their codes are on no page again.
    ///
    /// @param codes one in each line
    record Made(List<Voucher.Made> made, String codes) implements TemplateInstance {}

    private final Visitor visitor;
    private final Billing billing;

    VouchersPage(Visitor visitor, Billing billing) {
        this.visitor = visitor;
        this.billing = billing;
    }

    /// The list, newest first.
    @GET
    public TemplateInstance all(
            @QueryParam("before") @Nullable String before,
            @QueryParam("done") @DefaultValue("") String done,
            @QueryParam("late") @DefaultValue("") String late) {
        Page<Voucher> page = billing.ask(api -> api.vouchers(LINES, before));
        Map<UUID, String> names = Tenant.names(page.items().stream().map(Voucher::tenant));
        List<Line> lines = page.items().stream().map(one -> line(one, names)).toList();
        String last = done.length() == LAST ? done : "";
        return new All(lines, page.next(), before == null, last, !late.isEmpty());
    }

    private static Line line(Voucher voucher, Map<UUID, String> names) {
        UUID tenant = voucher.tenant();
        return new Line(
                voucher, tenant == null ? "" : names.getOrDefault(tenant, tenant.toString()));
    }

    /// The form.
    @GET
    @Path("new")
    public TemplateInstance make() {
        Form form = Form.blank(Map.of("count", "1"), ui());
        return new Make(form, Generators.timeBasedEpochGenerator().generate().toString());
    }

    /// Makes them and shows their codes, this once.
    @POST
    @Path("new")
    public Response make(MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, ui());
        Optional<Voucher.Wish> wish = Draft.read(form, visitor.zone(), says());
        Optional<List<Voucher.Made>> made = wish.flatMap(one -> made(one, form));
        if (made.isEmpty()) {
            Make again = new Make(form, form.value(Draft.KEY));
            return Response.status(UNPROCESSABLE).entity(again).build();
        }
        String codes =
                made.get().stream().map(Voucher.Made::code).collect(Collectors.joining("\n"));
        return Response.ok(new Made(made.get(), codes)).build();
    }

    private Optional<List<Voucher.Made>> made(Voucher.Wish wish, Form form) {
        try {
            return Optional.of(
                    billing.ask(api -> api.makeVouchers(form.value(Draft.KEY), wish)).items());
        } catch (BillingRefused e) {
            switch (e.code()) {
                case "answer_shown_once", "idempotency_key_reused" ->
                        form.wrong(Draft.COUNT, says().again());
                case "invalid_request" -> form.wrong(Draft.COUNT, says().refused(e.detail()));
                default -> throw e;
            }
            return Optional.empty();
        }
    }

    /// Ends one.
    @POST
    @Path("{id}/revoke")
    public Response revoke(String id) {
        UUID voucher = id(id);
        try {
            Voucher revoked = billing.ask((BillingApi api) -> api.revokeVoucher(voucher));
            return to("?done=" + revoked.lastFour());
        } catch (BillingRefused e) {
            if (e.is("voucher_redeemed")) {
                return to("?late=1");
            }
            throw e;
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(e);
        }
    }

    private static Response to(String query) {
        return Response.seeOther(URI.create("/admin/vouchers" + query)).build();
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }

    private VoucherText says() {
        return visitor.words(VoucherText.class);
    }
}
