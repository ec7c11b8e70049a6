package dev.aibridge.billing.stripe;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a Checkout Session is made of: the same words give the same session.
///
/// @param name of the product
/// @param unitMinor the price of one, in minor units of the currency
/// @param returnUrl pages of the order, to which `/done` and `/cancelled` are added
public record Offer(
        UUID order,
        String name,
        int quantity,
        long unitMinor,
        String currency,
        Customer customer,
        String returnUrl,
        Instant expiresAt) {

    /// Who pays.
    ///
    /// @param locale `en` or `zh`
    /// @param savingFor Stripe's customer for whom the card is saved; empty: it is not
    public record Customer(String email, String locale, Optional<String> savingFor) {

        /// Who pays with a card that is not saved.
        public Customer(String email, String locale) {
            this(email, locale, Optional.empty());
        }

        /// The same, whose card is saved for that customer of Stripe's.
        public Customer savingFor(String customer) {
            return new Customer(email, locale, Optional.of(customer));
        }
    }
}
