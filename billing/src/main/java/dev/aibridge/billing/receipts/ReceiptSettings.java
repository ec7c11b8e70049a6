package dev.aibridge.billing.receipts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/// Who sells: what stands at the top of receipts that are made from now on.
@ConfigMapping(prefix = "aibridge.receipts")
public interface ReceiptSettings {

    /// The seller's name, as it is registered.
    @WithDefault("AI Bridge")
    String sellerName();

    /// Their address; lines as they stand in it.
    Optional<String> sellerAddress();

    /// Their tax id.
    Optional<String> sellerTaxId();
}
