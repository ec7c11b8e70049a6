package dev.aibridge.sandbox.stripe.pay;

/// With what somebody wants to pay.
public sealed interface Tender {

    /// Who pays.
    String name();

    /// Where the receipt goes.
    String email();

    /// A card, charged at once.
    ///
    /// @param number digits only
    record Card(String number, int expMonth, int expYear, String cvc, String name, String email)
            implements Tender {}

    /// A bank debit that is sure only later.
    record Later(String name, String email) implements Tender {}
}
