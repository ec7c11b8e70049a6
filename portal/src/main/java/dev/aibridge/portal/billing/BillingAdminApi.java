package dev.aibridge.portal.billing;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What of billing's API is for admins only.
public interface BillingAdminApi {

    /// Everybody's orders, newest first.
    ///
    /// @param state only those; `null`: all
    @GET
    @Path("/admin/orders")
    Page<Sale> sales(
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") int limit,
            @QueryParam("before") @Nullable String before);

    /// An order by its number.
    @GET
    @Path("/admin/orders/{id}")
    Sale sale(UUID id);

    /// What a refund would do now.
    ///
    /// @param amountMinor `null`: all that can go back
    @GET
    @Path("/admin/orders/{id}/refunds/quote")
    Refund.Quote saleQuote(UUID id, @QueryParam("amountMinor") @Nullable Long amountMinor);

    /// Gives money of an order back, as [#refund].
    @POST
    @Path("/admin/orders/{id}/refunds")
    Refund refundSale(
            UUID id, @HeaderParam(IdempotencyKeys.HEADER) String key, Sale.Refunding wanted);

    /// Gives the tokens for a payment that waits: `not_in_review`, `order_credited`, `other_mode`,
    /// `refunded`.
    @POST
    @Path("/admin/payments/{id}/credit")
    void creditPayment(String id, @HeaderParam(IdempotencyKeys.HEADER) String key, Sale.Reason why);

    /// Gives a payment that waits back: `refund_not_in_review`.
    @POST
    @Path("/admin/payments/{id}/refund")
    Refund refundPayment(
            String id, @HeaderParam(IdempotencyKeys.HEADER) String key, Sale.Reason why);

    /// Vouchers, newest first.
    @GET
    @Path("/admin/vouchers")
    Page<Voucher> vouchers(
            @QueryParam("limit") int limit, @QueryParam("before") @Nullable String before);

    /// Makes vouchers; `answer_shown_once` when they were made before.
    @POST
    @Path("/admin/vouchers")
    Items<Voucher.Made> makeVouchers(
            @HeaderParam(IdempotencyKeys.HEADER) String key, Voucher.Wish wish);

    /// Ends a voucher; `voucher_redeemed` when it is too late.
    @POST
    @Path("/admin/vouchers/{id}/revoke")
    Voucher revokeVoucher(UUID id);

    /// Gives or takes tokens.
    ///
    /// @param key the same one is booked once
    @POST
    @Path("/tenants/{tenant}/credits")
    Wallet adjust(
            UUID tenant, @HeaderParam(IdempotencyKeys.HEADER) String key, Adjustment adjustment);

    /// Several tenants' balances.
    ///
    /// @param ids at most 200, with commas between them
    @GET
    @Path("/tenants/balances")
    Items<Balance> balances(@QueryParam("ids") String ids);

    /// All products, those not on sale too.
    @GET
    @Path("/admin/products")
    Items<Product> products();

    /// A new product.
    @POST
    @Path("/admin/products")
    Product addProduct(Product product);

    /// Changes a product.
    @PUT
    @Path("/admin/products/{id}")
    Product changeProduct(String id, Product product);

    /// Compares our books with Stripe's now: `reconciliation_running`.
    @POST
    @Path("/admin/reconciliation/runs")
    Reconciliation.Run reconcile();

    /// Compares what was metered with what each vendor bills now: `reconciliation_running`,
    /// `no_vendor_accounts`.
    @POST
    @Path("/admin/reconciliation/usage-runs")
    Reconciliation.Runs reconcileUsage();

    /// The last comparisons.
    @GET
    @Path("/admin/reconciliation/runs")
    Page<Reconciliation.Run> reconciliations(@QueryParam("limit") int limit);

    /// What our books and others' do not agree about.
    ///
    /// @param open only what nobody has settled
    @GET
    @Path("/admin/reconciliation/findings")
    Page<Reconciliation.Finding> findings(
            @QueryParam("open") boolean open,
            @QueryParam("limit") int limit,
            @QueryParam("before") @Nullable String before);

    /// One of them.
    @GET
    @Path("/admin/reconciliation/findings/{id}")
    Reconciliation.Finding finding(UUID id);

    /// Settles a finding.
    @POST
    @Path("/admin/reconciliation/findings/{id}/resolve")
    Reconciliation.Finding resolveFinding(UUID id, Reconciliation.Resolution resolution);

    /// The proof.
    @GET
    @Path("/admin/verify")
    Verdict verify();
}
