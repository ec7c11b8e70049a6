package dev.aibridge.portal.pricing;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.portal.form.Form;
import java.math.BigDecimal;

/// Multipliers as people write them, `3.6`, and as books hold them, 3,600,000 parts per million.
final class Decimal {

    private static final int PPM_DIGITS = 6;
    private static final String SHAPE = "[0-9]{1,9}(\\.[0-9]{1,6})?";

    private Decimal() {}

    static String of(long ppm) {
        return BigDecimal.valueOf(ppm, PPM_DIGITS).stripTrailingZeros().toPlainString();
    }

    /// Reads a bucket's field exactly; 0 where it is wrong, which is noted.
    static long read(Form form, String field, Bucket bucket, PricingText words) {
        long most = bucket.countsUnits() ? Multipliers.MAX_UNIT_PPM : Multipliers.MAX_TOKEN_PPM;
        return read(form, field, most, words);
    }

    /// Reads a field exactly; 0 where it is wrong, which is noted.
    ///
    /// @param most in parts per million
    static long read(Form form, String field, long most, PricingText words) {
        String text = form.value(field).strip();
        if (!text.matches(SHAPE)) {
            form.wrong(field, words.notDecimal());
            return 0;
        }
        long ppm = new BigDecimal(text).movePointRight(PPM_DIGITS).longValueExact();
        if (ppm > most) {
            form.wrong(field, words.tooDear(of(most)));
            return 0;
        }
        return ppm;
    }
}
