package dev.aibridge.billing.api;

import dev.aibridge.billing.inbox.Inbox;
import dev.aibridge.billing.inbox.InboxSettings;
import dev.aibridge.billing.stripe.Signatures;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where Stripe reports: anyone may call, only what Stripe signed is kept.
@Path("/stripe/webhook")
@Tag(name = "stripe")
public class StripeWebhook {

    private final Signatures signatures;
    private final Inbox inbox;
    private final InboxSettings settings;

    /// Keeps events in that inbox.
    public StripeWebhook(Signatures signatures, Inbox inbox, InboxSettings settings) {
        this.signatures = signatures;
        this.inbox = inbox;
        this.settings = settings;
    }

    /// Answers 200 when the event is stored, or was before.
    @POST
    @PermitAll
    @Operation(operationId = "stripeWebhook", summary = "Stripe's signed events")
    public Response receive(
            byte @Nullable [] body, @HeaderParam("Stripe-Signature") @Nullable String signature) {
        byte[] bytes = body == null ? new byte[0] : body;
        if (bytes.length > settings.longest().asLongValue()) {
            throw new Refused(
                    Problem.of(
                            Status.REQUEST_ENTITY_TOO_LARGE,
                            "too_large",
                            "An event has %d bytes at most."
                                    .formatted(settings.longest().asLongValue())));
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!signatures.isGenuine(text, signature)) {
            throw new Refused(
                    Problem.of(
                            Status.BAD_REQUEST,
                            "signature",
                            "The body needs a `Stripe-Signature` of ours that is minutes old."));
        }
        if (!inbox.keep(text)) {
            throw new Refused(Problem.invalid("The body is not an event."));
        }
        return Response.ok().build();
    }
}
