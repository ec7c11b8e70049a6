package dev.aibridge.billing.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// An alert as a mail, in the language of whoever gets it.
///
/// @param text plain
record Letter(String subject, String text) {

    private static final ResourceBundle.Control EXACTLY =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    /// The mail of an alert.
    ///
    /// @param data as the alert has it
    /// @param where the page about it
    static Letter of(String type, JsonNode data, String tenant, String language, String where) {
        Locale locale = language.equals("zh") ? Locale.CHINESE : Locale.ROOT;
        ResourceBundle words = ResourceBundle.getBundle("alerts", locale, EXACTLY);
        Object[] facts = {
            tenant,
            tokens(data.path("balanceMicro").asLong()),
            tokens(data.path("thresholdMicro").asLong()),
            data.path("days").asText(),
            data.path("thresholdDays").asText(),
            data.path("amount").asText(),
            data.path("reason").asText(),
            where,
            data.path("percent").asText(),
            tokens(data.path("usedMicro").asLong()),
            tokens(data.path("capMicro").asLong()),
            data.path("keyName").asText(),
            data.has("window") ? words.getString("window." + data.path("window").asText()) : ""
        };
        String about = data.path("keyName").isTextual() ? type + ".key" : type;
        return new Letter(
                MessageFormat.format(words.getString(about + ".subject"), facts),
                MessageFormat.format(words.getString(about + ".text"), facts));
    }

    private static String tokens(long micro) {
        return String.format(Locale.ROOT, "%,d", BigDecimal.valueOf(micro, 6).toBigInteger());
    }
}
