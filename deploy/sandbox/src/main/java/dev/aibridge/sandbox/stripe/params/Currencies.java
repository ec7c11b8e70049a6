package dev.aibridge.sandbox.stripe.params;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The currencies that Stripe takes, and the least that it charges in them.
public final class Currencies {

    private static final List<String> ALL =
            Arrays.asList(
                    """
                    usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd \
                    bob brl bsd bwp byn bzd cad cdf chf clp cny cop crc cve czk djf dkk dop dzd \
                    egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr \
                    isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl \
                    mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab \
                    pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos \
                    srd std szl thb tjs tnd top try ttd twd tzs uah ugx uyu uzs vnd vuv wst xaf \
                    xcd xcg xof xpf yer zar zmw"""
                            .split(" "));
    private static final long LEAST = 50;
    private static final Map<String, Long> LEAST_IN =
            Map.of(
                    "gbp", 30L, "hkd", 400L, "cny", 400L, "mxn", 1_000L, "dkk", 250L, "nok", 300L,
                    "sek", 300L, "jpy", 50L);
    private static final Map<String, String> SIGNS =
            Map.of("usd", "$", "eur", "€", "gbp", "£", "jpy", "¥", "cny", "¥", "hkd", "$");

    private Currencies() {}

    static boolean supported(String currency) {
        return ALL.contains(currency);
    }

    static String list() {
        return String.join(", ", ALL);
    }

    /// The least that can be charged, in minor units.
    public static long least(String currency) {
        return LEAST_IN.getOrDefault(currency, LEAST);
    }

    /// An amount for people: `$0.50`.
    ///
    /// @param amount in minor units
    public static String text(String currency, long amount) {
        int digits = digits(currency);
        String number = BigDecimal.valueOf(amount, digits).toPlainString();
        return SIGNS.getOrDefault(currency, "") + number;
    }

    /// The decimals of a currency's minor unit.
    public static int digits(String currency) {
        return Math.max(
                0,
                Currency.getInstance(currency.toUpperCase(Locale.ROOT)).getDefaultFractionDigits());
    }
}
