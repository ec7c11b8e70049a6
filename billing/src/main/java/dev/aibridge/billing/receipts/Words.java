package dev.aibridge.billing.receipts;

import java.util.Locale;
import java.util.ResourceBundle;

/// The fixed texts of a receipt, in the buyer's language.
final class Words {

    private static final ResourceBundle.Control EXACTLY =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final ResourceBundle texts;

    private Words(ResourceBundle texts) {
        this.texts = texts;
    }

    /// Those of `en` or `zh`.
    static Words in(String language) {
        Locale locale = language.equals("zh") ? Locale.CHINESE : Locale.ROOT;
        return new Words(ResourceBundle.getBundle("receipts", locale, EXACTLY));
    }

    String of(String key) {
        return texts.getString(key);
    }
}
