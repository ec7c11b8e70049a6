package dev.aibridge.portal.billing;

import io.quarkus.oidc.token.propagation.common.AccessToken;
import io.quarkus.rest.client.reactive.ClientQueryParam;
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
public interface BillingApi {

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
    Page<Call> calls(
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

    /// Everybody's orders, newest first; admins only.
    ///
    /// @param state only those; `null`: all
    @GET
    @Path("/admin/orders")
    Page<Sale> sales(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") int limit,
            @QueryParam("before") @Nullable String before);

    /// An order by its number; admins only.
    @GET
    @Path("/admin/orders/{id}")
    Sale sale(UUID id);

    /// What a refund would do now; admins only.
    ///
    /// @param amountMinor `null`: all that can go back
    @GET
    @Path("/admin/orders/{id}/refunds/quote")
    Refund.Quote saleQuote(UUID id, @QueryParam("amountMinor") @Nullable Long amountMinor);

    /// Gives money of an order back, as [#refund]; admins only.
    @POST
    @Path("/admin/orders/{id}/refunds")
    Refund refundSale(
            UUID id, @HeaderParam(IdempotencyKeys.HEADER) String key, Sale.Refunding wanted);

    /// Gives the tokens for a payment that waits: `not_in_review`, `order_credited`, `other_mode`,
    /// `refunded`; admins only.
    @POST
    @Path("/admin/payments/{id}/credit")
    void creditPayment(String id, @HeaderParam(IdempotencyKeys.HEADER) String key, Sale.Reason why);

    /// Gives a payment that waits back: `refund_not_in_review`; admins only.
    @POST
    @Path("/admin/payments/{id}/refund")
    Refund refundPayment(
            String id, @HeaderParam(IdempotencyKeys.HEADER) String key, Sale.Reason why);

    /// Vouchers, newest first; admins only.
    @GET
    @Path("/admin/vouchers")
    Page<Voucher> vouchers(
            @QueryParam("limit") int limit, @QueryParam("before") @Nullable String before);

    /// Makes vouchers; `answer_shown_once` when they were made before; admins only.
    @POST
    @Path("/admin/vouchers")
    Items<Voucher.Made> makeVouchers(
            @HeaderParam(IdempotencyKeys.HEADER) String key, Voucher.Wish wish);

    /// Ends a voucher; `voucher_redeemed` when it is too late; admins only.
    @POST
    @Path("/admin/vouchers/{id}/revoke")
    Voucher revokeVoucher(UUID id);

    /// Gives or takes tokens; admins only.
    ///
    /// @param key the same one is booked once
    @POST
    @Path("/tenants/{tenant}/credits")
    Wallet adjust(
            UUID tenant, @HeaderParam(IdempotencyKeys.HEADER) String key, Adjustment adjustment);

    /// Several tenants' balances; admins only.
    ///
    /// @param ids at most 200, with commas between them
    @GET
    @Path("/tenants/balances")
    Items<Balance> balances(@QueryParam("ids") String ids);

    /// All products, those not on sale too; admins only.
    @GET
    @Path("/admin/products")
    Items<Product> products();

    /// A new product; admins only.
    @POST
    @Path("/admin/products")
    Product addProduct(Product product);

    /// Changes a product; admins only.
    @PUT
    @Path("/admin/products/{id}")
    Product changeProduct(String id, Product product);

    /// Compares our books with Stripe's now: `reconciliation_running`; admins only.
    @POST
    @Path("/admin/reconciliation/runs")
    Reconciliation.Run reconcile();

    /// The last comparisons; admins only.
    @GET
    @Path("/admin/reconciliation/runs")
    Page<Reconciliation.Run> reconciliations(@QueryParam("limit") int limit);

    /// What our books and others' do not agree about; admins only.
    ///
    /// @param open only what nobody has settled
    @GET
    @Path("/admin/reconciliation/findings")
    Page<Reconciliation.Finding> findings(
            @QueryParam("open") boolean open,
            @QueryParam("limit") int limit,
            @QueryParam("before") @Nullable String before);

    /// One of them; admins only.
    @GET
    @Path("/admin/reconciliation/findings/{id}")
    Reconciliation.Finding finding(UUID id);

    /// Settles a finding; admins only.
    @POST
    @Path("/admin/reconciliation/findings/{id}/resolve")
    Reconciliation.Finding resolveFinding(UUID id, Reconciliation.Resolution resolution);

    /// The proof; admins only.
    @GET
    @Path("/admin/verify")
    Verdict verify();
}
