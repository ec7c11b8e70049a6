package dev.aibridge.portal.billing;

import io.quarkus.oidc.token.propagation.common.AccessToken;
import io.quarkus.rest.client.reactive.ClientQueryParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.jspecify.annotations.Nullable;

/// Billing's REST API, called with the access token of who is signed in. Ask it through [Billing].
@Path("/v1")
@AccessToken
@RegisterRestClient(configKey = "billing")
@RegisterProvider(Refusals.class)
@RegisterProvider(IdempotencyKeys.class)
public interface BillingApi extends BillingAdminApi {

    /// Makes the wallet unless there is one, and gives starter tokens once.
    @PUT
    @Path("/tenants/{tenant}/wallet")
    Wallet makeWallet(UUID tenant);

    /// The wallet; `wallet_not_found` when there is none yet.
    @GET
    @Path("/tenants/{tenant}/wallet")
    Wallet wallet(UUID tenant);

    /// The ledger, newest first.
    @GET
    @Path("/tenants/{tenant}/ledger")
    Page<Booking> ledger(
            UUID tenant,
            @QueryParam("limit") int limit,
            @QueryParam("before") @Nullable String before);

    /// Usage by step and group.
    @GET
    @Path("/tenants/{tenant}/usage")
    UsageReport usage(
            UUID tenant,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("zone") String zone,
            @QueryParam("step") String step,
            @QueryParam("by") String by,
            @QueryParam("model") @Nullable String model,
            @QueryParam("key") @Nullable UUID key);

    /// The same without counts: faster.
    @GET
    @Path("/tenants/{tenant}/usage")
    @ClientQueryParam(name = "counts", value = "false")
    UsageReport costs(
            UUID tenant,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("zone") String zone,
            @QueryParam("step") String step,
            @QueryParam("by") String by,
            @QueryParam("key") @Nullable UUID key);

    /// The last days' usage, today included, by the clock of a zone; without counts.
    ///
    /// @param by `model`, `key` or `none`
    default UsageReport lately(UUID tenant, int days, ZoneId zone, String by, @Nullable UUID key) {
        LocalDate today = LocalDate.now(zone);
        String from = today.minusDays(days - 1L).toString();
        return costs(tenant, from, today.toString(), zone.getId(), "day", by, key);
    }

    /// Single requests, newest first.
    ///
    /// @param failed only those that did not end as they should
    @GET
    @Path("/tenants/{tenant}/requests")
    Calls calls(
            UUID tenant,
            @QueryParam("key") @Nullable UUID key,
            @QueryParam("model") @Nullable String model,
            @QueryParam("failed") boolean failed,
            @QueryParam("limit") int limit,
            @QueryParam("before") @Nullable String before);

    /// What each key has used.
    @GET
    @Path("/tenants/{tenant}/keys/usage")
    Items<KeyUse> keyUse(UUID tenant);

    /// Orders something.
    ///
    /// @param key the same one is the same order, however often it is sent
    /// @param language of the page to pay on
    @POST
    @Path("/tenants/{tenant}/orders")
    Order order(
            UUID tenant,
            @HeaderParam(IdempotencyKeys.HEADER) String key,
            @HeaderParam("Accept-Language") String language,
            Order.New order);

    /// Orders, newest first.
    @GET
    @Path("/tenants/{tenant}/orders")
    Page<Order> orders(
            UUID tenant,
            @QueryParam("limit") int limit,
            @QueryParam("before") @Nullable String before);

    /// One order.
    @GET
    @Path("/tenants/{tenant}/orders/{id}")
    Order order(UUID tenant, UUID id);

    /// Opens the page to pay on again.
    @POST
    @Path("/tenants/{tenant}/orders/{id}/checkout")
    Order checkout(UUID tenant, UUID id, @HeaderParam("Accept-Language") String language);

    /// Asks Stripe now whether it is paid.
    @POST
    @Path("/tenants/{tenant}/orders/{id}/confirm")
    Order confirm(UUID tenant, UUID id);

    /// Gives an order up.
    @POST
    @Path("/tenants/{tenant}/orders/{id}/cancel")
    Order cancel(UUID tenant, UUID id);

    /// A receipt as PDF.
    @GET
    @Path("/tenants/{tenant}/receipts/{id}")
    @Produces("application/pdf")
    byte[] receipt(UUID tenant, UUID id);

    /// Whom receipts are made out to; empty fields when nobody has said so.
    @GET
    @Path("/tenants/{tenant}/billing-details")
    BillingDetails billingDetails(UUID tenant);

    /// Has receipts to come made out to them.
    @PUT
    @Path("/tenants/{tenant}/billing-details")
    BillingDetails changeBillingDetails(UUID tenant, BillingDetails details);

    /// How the wallet is topped up by itself.
    @GET
    @Path("/tenants/{tenant}/auto-top-up")
    AutoTopUp.Setting autoTopUp(UUID tenant);

    /// Sets that; `auto_top_up_product`.
    @PUT
    @Path("/tenants/{tenant}/auto-top-up")
    AutoTopUp.Setting setAutoTopUp(UUID tenant, AutoTopUp.Terms terms);

    /// Orders the first one, whose payment saves the card; `auto_top_up_unset`.
    @POST
    @Path("/tenants/{tenant}/auto-top-up/card")
    Order saveCard(
            UUID tenant,
            @HeaderParam(IdempotencyKeys.HEADER) String key,
            @HeaderParam("Accept-Language") String language);

    /// Charges nothing from now on.
    @POST
    @Path("/tenants/{tenant}/auto-top-up/off")
    void autoTopUpOff(UUID tenant);

    /// Charges the saved card again; `auto_top_up_no_card`.
    @POST
    @Path("/tenants/{tenant}/auto-top-up/on")
    void autoTopUpOn(UUID tenant);

    /// When and where they are told about their money.
    @GET
    @Path("/tenants/{tenant}/alerts")
    Alerts alerts(UUID tenant);

    /// Adds a threshold; `alert_exists`.
    @POST
    @Path("/tenants/{tenant}/alerts/rules")
    Alerts.Rule addAlert(UUID tenant, Alerts.NewRule rule);

    /// Ends a threshold.
    @DELETE
    @Path("/tenants/{tenant}/alerts/rules/{id}")
    void endAlert(UUID tenant, UUID id);

    /// Adds an endpoint; `webhook_url`, `endpoint_limit`.
    @POST
    @Path("/tenants/{tenant}/alerts/endpoints")
    Alerts.Added addEndpoint(UUID tenant, Alerts.NewEndpoint endpoint);

    /// Ends an endpoint.
    @DELETE
    @Path("/tenants/{tenant}/alerts/endpoints/{id}")
    void endEndpoint(UUID tenant, UUID id);

    /// Sends an endpoint something to try it.
    @POST
    @Path("/tenants/{tenant}/alerts/endpoints/{id}/test")
    void testEndpoint(UUID tenant, UUID id);

    /// What they were told, newest first.
    @GET
    @Path("/tenants/{tenant}/alerts/deliveries")
    Page<Alerts.Delivery> deliveries(
            UUID tenant,
            @QueryParam("limit") int limit,
            @QueryParam("before") @Nullable String before);

    /// What a refund would do now.
    ///
    /// @param amountMinor `null`: all that can go back
    @GET
    @Path("/tenants/{tenant}/orders/{id}/refunds/quote")
    Refund.Quote refundQuote(
            UUID tenant, UUID id, @QueryParam("amountMinor") @Nullable Long amountMinor);

    /// Gives money back: `refund_disputed`, `refund_nothing_left`, `refund_too_much`,
    /// `refund_limit`, `idempotency_key_reused`.
    ///
    /// @param key the same one is the same refund
    @POST
    @Path("/tenants/{tenant}/orders/{id}/refunds")
    Refund refund(
            UUID tenant,
            UUID id,
            @HeaderParam(IdempotencyKeys.HEADER) String key,
            Refund.New wanted);

    /// Redeems a voucher: `voucher_not_found`, `voucher_redeemed`, `voucher_revoked`,
    /// `voucher_expired`, `voucher_limit`.
    @POST
    @Path("/tenants/{tenant}/vouchers")
    Voucher.Credited redeem(UUID tenant, Voucher.Code code);

    /// An agent's customers, newest first.
    @GET
    @Path("/tenants/{tenant}/customers")
    Page<Customer> customers(
            UUID tenant,
            @QueryParam("limit") int limit,
            @QueryParam("before") @Nullable String before);

    /// One of an agent's customers.
    @GET
    @Path("/tenants/{tenant}/customers/{id}")
    Customer customer(UUID tenant, UUID id);

    /// What was handed on to a customer and taken back, newest first.
    @GET
    @Path("/tenants/{tenant}/customers/{id}/handovers")
    Page<Customer.Handover> handovers(
            UUID tenant,
            UUID id,
            @QueryParam("limit") int limit,
            @QueryParam("before") @Nullable String before);

    /// Hands tokens on: `insufficient`, `agent_suspended`, `idempotency_key_reused`.
    @POST
    @Path("/tenants/{tenant}/customers/{id}/handovers")
    Customer handOver(
            UUID tenant,
            UUID id,
            @HeaderParam(IdempotencyKeys.HEADER) String key,
            Customer.Handing handing);

    /// Takes tokens back, as [#handOver].
    @POST
    @Path("/tenants/{tenant}/customers/{id}/take-backs")
    Customer takeBack(
            UUID tenant,
            UUID id,
            @HeaderParam(IdempotencyKeys.HEADER) String key,
            Customer.TakingBack taking);

    /// An agent's statement, newest month first.
    ///
    /// @param from as in 2026-01; both ends are included
    @GET
    @Path("/tenants/{tenant}/customers/statement")
    Items<Customer.Month> agentStatement(
            UUID tenant,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("zone") String zone);

    /// Spend caps of the tenant and its keys.
    @GET
    @Path("/tenants/{tenant}/caps")
    Items<Cap> caps(UUID tenant);

    /// Caps all keys together: `above_ceiling`.
    @PUT
    @Path("/tenants/{tenant}/caps/{window}")
    Items<Cap> capTenant(UUID tenant, String window, Cap.Wish wish);

    /// Caps a key: `above_ceiling`.
    @PUT
    @Path("/tenants/{tenant}/keys/{id}/caps/{window}")
    Items<Cap> capKey(UUID tenant, UUID id, String window, Cap.Wish wish);

    /// Sets what a tenant can be capped at; admins only.
    @PUT
    @Path("/tenants/{tenant}/ceilings/{window}")
    Items<Cap> boundTenant(UUID tenant, String window, Cap.Ceiling ceiling);

    /// Sets what a key can be capped at; admins only.
    @PUT
    @Path("/tenants/{tenant}/keys/{id}/ceilings/{window}")
    Items<Cap> boundKey(UUID tenant, UUID id, String window, Cap.Ceiling ceiling);
}
