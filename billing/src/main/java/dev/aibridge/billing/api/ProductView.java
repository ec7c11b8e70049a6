package dev.aibridge.billing.api;

import dev.aibridge.billing.orders.ProductTerms;
import dev.aibridge.billing.orders.Products;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A product as its callers see it, and as an admin sends it.
///
/// @param tokensMicro micro-tokens that are paid for
/// @param bonusMicro micro-tokens on top
/// @param amountMinor in minor units of the currency
/// @param currency three capital letters
public record ProductView(
        @Schema(pattern = "[a-z0-9-]{1,64}") String id,
        @Schema(maxLength = 200) String name,
        long tokensMicro,
        long bonusMicro,
        long amountMinor,
        @Schema(pattern = "[A-Z]{3}") String currency,
        boolean active,
        int position) {

    static ProductView of(Products.Listed product) {
        ProductTerms terms = product.terms();
        return new ProductView(
                product.id(),
                terms.name(),
                terms.tokensMicro(),
                terms.bonusMicro(),
                terms.amountMinor(),
                terms.currency(),
                terms.active(),
                terms.position());
    }

    /// Its terms.
    ///
    /// @throws Refused 400 when nobody could buy that
    ProductTerms terms() {
        ProductTerms terms =
                new ProductTerms(
                        name, tokensMicro, bonusMicro, amountMinor, currency, active, position);
        terms.fault()
                .ifPresent(
                        fault -> {
                            throw new Refused(Problem.invalid(fault));
                        });
        return terms;
    }
}
