package dev.aibridge.portal.overview;

import dev.aibridge.portal.billing.Products;
import dev.aibridge.portal.billing.Wallet;
import java.util.Optional;

/// What tokens are worth: at the price of the last top-up, else at today's.
///
/// @param amountMinor what as many tokens cost
/// @param ofLast whether they were bought so
record Rate(long tokensMicro, long amountMinor, String currency, boolean ofLast) {

    static Optional<Rate> of(Wallet wallet, Products products) {
        return Optional.ofNullable(wallet.lastTopUp())
                .map(
                        last ->
                                new Rate(
                                        last.tokensMicro(),
                                        last.amountMinor(),
                                        last.currency(),
                                        true))
                .filter(rate -> rate.tokensMicro > 0)
                .or(
                        () ->
                                products.standard()
                                        .map(
                                                one ->
                                                        new Rate(
                                                                one.totalMicro(),
                                                                one.amountMinor(),
                                                                one.currency(),
                                                                false)));
    }
}
