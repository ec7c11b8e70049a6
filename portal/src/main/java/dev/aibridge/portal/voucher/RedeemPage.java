package dev.aibridge.portal.voucher;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingAway;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Voucher;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.jboss.logging.Logger;

/// Where a customer types a voucher's code.
@Path("/redeem")
@Authenticated
@Produces(Portal.HTML)
public class RedeemPage {

    private static final Logger LOG = Logger.getLogger(RedeemPage.class);
    private static final String CODE = "code";
    private static final int LONGEST = 64;

    /// The form.
    ///
    /// @param doneMicro what was just redeemed; 0: nothing
    /// @param unsure whether billing did not answer
    record Redeem(Form form, long doneMicro, boolean unsure) implements TemplateInstance {

        Response answer(int status) {
            return Response.status(status).entity(this).build();
        }
    }

    private final Billing billing;
    private final Visitor visitor;

    RedeemPage(Billing billing, Visitor visitor) {
        this.billing = billing;
        this.visitor = visitor;
    }

    /// The form; a code in its address is filled in, so that a link can carry one.
    @GET
    public TemplateInstance show(
            @QueryParam(CODE) @DefaultValue("") String code,
            @QueryParam("done") @DefaultValue("0") long doneMicro) {
        String kept = code.length() > LONGEST ? "" : code;
        Form form = Form.blank(Map.of(CODE, kept), visitor.words(UiText.class));
        return new Redeem(form, Math.max(0, doneMicro), false);
    }

    /// Redeems a code; sent twice it answers the same and gives nothing more.
    @POST
    public Response redeem(MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, visitor.words(UiText.class));
        String code = form.line(CODE, LONGEST);
        if (!form.right()) {
            return new Redeem(form, 0, false).answer(422);
        }
        try {
            Voucher.Credited credited =
                    billing.ask(api -> api.redeem(visitor.tenant().id, new Voucher.Code(code)));
            return Response.seeOther(URI.create("/redeem?done=" + credited.tokensMicro())).build();
        } catch (BillingAway e) {
            LOG.warnf("a voucher may or may not be redeemed: %s", e.getMessage());
            return new Redeem(form, 0, true).answer(503);
        } catch (BillingRefused e) {
            form.wrong(CODE, why(e));
            return new Redeem(form, 0, false).answer(e.status() == 429 ? 429 : 422);
        }
    }

    private String why(BillingRefused refusal) {
        VoucherText words = visitor.words(VoucherText.class);
        return switch (refusal.code()) {
            case "voucher_not_found", "invalid_request" -> words.notFound();
            case "voucher_redeemed" -> words.used();
            case "voucher_revoked" -> words.revokedBefore();
            case "voucher_expired" -> words.over();
            case "voucher_limit" ->
                    words.tooMany(Math.max(1, refusal.retryAfter().plusSeconds(59).toMinutes()));
            default -> throw refusal;
        };
    }
}
