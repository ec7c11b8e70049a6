package dev.aibridge.portal.format;

import dev.aibridge.common.money.Credits;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.portal.accounts.Language;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;

/// Writes numbers, money and times as one reader is used to. Never a floating-point number in
/// between.
public final class Format {

    private static final String[] SCALES = {"", "K", "M", "B", "T"};
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final int PPM_DIGITS = 6;
    private static final int PRICE_DIGITS = 2;

    private final Language language;
    private final ZoneId zone;

    /// For a reader of that language, in that time zone.
    public Format(Language language, ZoneId zone) {
        this.language = language;
        this.zone = zone;
    }

    /// Whole tokens, rounded down: `118,406,215`.
    public String tokens(long micro) {
        return count(Math.floorDiv(micro, Credits.MICRO_PER_TOKEN));
    }

    /// Every micro-token: `118,406,215.25`.
    public String exact(long micro) {
        return plain(new Credits(micro).tokens());
    }

    /// Three or four digits and a scale, rounded down: `118.4M`.
    public String compact(long micro) {
        return scaled(BigDecimal.valueOf(micro, PPM_DIGITS));
    }

    /// A count of things: `184,211`.
    public String count(long number) {
        return NumberFormat.getIntegerInstance(language.locale()).format(number);
    }

    /// The same: templates do not widen numbers.
    public String count(int number) {
        return count((long) number);
    }

    /// A count with a scale: `200K`.
    public String compactCount(long number) {
        return scaled(BigDecimal.valueOf(number));
    }

    /// A sum with its currency: `94.72 USD`.
    ///
    /// @param minor in the currency's minor unit: cents
    /// @param currency ISO 4217
    public String money(long minor, String currency) {
        return sum(minor, currency) + " " + currency.toUpperCase(Locale.ROOT);
    }

    /// A sum alone: `94.72`.
    public String sum(long minor, String currency) {
        int digits = digits(currency);
        NumberFormat format = NumberFormat.getNumberInstance(language.locale());
        format.setMinimumFractionDigits(digits);
        return format.format(BigDecimal.valueOf(minor, digits));
    }

    /// What a multiplier says: `3.6×`.
    public String multiplier(long ppm) {
        return plain(BigDecimal.valueOf(ppm, PPM_DIGITS)) + "×";
    }

    /// What a million of a model's tokens cost at a product's rate, with two significant digits or
    /// more: `16.20`, `0.031`.
    ///
    /// @param ppm the model's multiplier
    /// @param minor the product's price in minor units
    /// @param productMicro what the product holds
    public String perMillion(long ppm, long minor, String currency, long productMicro) {
        BigDecimal price =
                BigDecimal.valueOf(minor, digits(currency))
                        .multiply(BigDecimal.valueOf(ppm))
                        .multiply(BigDecimal.valueOf(Credits.MICRO_PER_TOKEN))
                        .divide(BigDecimal.valueOf(productMicro), 8, RoundingMode.HALF_UP);
        return price(price);
    }

    /// What an amount of tokens costs at a product's rate: `0.0243`.
    public String worth(long micro, long minor, String currency, long productMicro) {
        return price(
                BigDecimal.valueOf(minor, digits(currency))
                        .multiply(BigDecimal.valueOf(micro))
                        .divide(BigDecimal.valueOf(productMicro), 8, RoundingMode.HALF_UP));
    }

    private String price(BigDecimal price) {
        int leadingZeros = Math.max(0, price.scale() - price.precision());
        int digits = Math.max(PRICE_DIGITS, Math.min(price.scale(), leadingZeros + PRICE_DIGITS));
        NumberFormat format = NumberFormat.getNumberInstance(language.locale());
        format.setMinimumFractionDigits(PRICE_DIGITS);
        format.setMaximumFractionDigits(price.signum() == 0 ? PRICE_DIGITS : digits);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(price);
    }

    /// A share: `42 %` in English, `42%` in Chinese.
    public String percent(long part, long whole) {
        BigDecimal share =
                whole == 0
                        ? BigDecimal.ZERO
                        : BigDecimal.valueOf(part)
                                .multiply(BigDecimal.valueOf(100))
                                .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP);
        int digits = share.compareTo(BigDecimal.TEN) < 0 ? 2 : 0;
        String number = plain(share.setScale(digits, RoundingMode.HALF_UP));
        return number + (language == Language.ZH ? "%" : " %");
    }

    /// A day of this year's calendar: `21 Nov 2026`, `2026年11月21日`.
    public String date(Instant at) {
        return day(LocalDate.ofInstant(at, zone));
    }

    /// A day: `21 Nov 2026`, `2026年11月21日`.
    public String day(LocalDate day) {
        return pattern("d MMM uuuu", "uuuu年M月d日").format(day);
    }

    /// A day without its year: `21 Nov`, `11月21日`.
    public String shortDay(LocalDate day) {
        return pattern("d MMM", "M月d日").format(day);
    }

    /// Hours and minutes: `15:38`.
    public String time(Instant at) {
        return pattern("HH:mm", "HH:mm").format(at.atZone(zone));
    }

    /// Day and time to the second, in the reader's zone: `21 Nov 2026, 15:38:12`.
    public String moment(Instant at) {
        return pattern("d MMM uuuu, HH:mm:ss", "uuuu年M月d日 HH:mm:ss").format(at.atZone(zone));
    }

    /// As machines read it, for `<time datetime>`.
    public String iso(Instant at) {
        return at.toString();
    }

    /// A duration: `850 ms`, `1.9 s`, `2 min 5 s`.
    public String duration(long millis) {
        Duration duration = Duration.ofMillis(millis);
        if (duration.toMinutes() > 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        if (duration.toSeconds() > 0) {
            return plain(BigDecimal.valueOf(millis, 3).setScale(1, RoundingMode.HALF_UP)) + " s";
        }
        return millis + " ms";
    }

    /// The zone that times are written in.
    public ZoneId zone() {
        return zone;
    }

    /// 1.0×, for pages that explain it.
    public long one() {
        return Multipliers.ONE;
    }

    private DateTimeFormatter pattern(String english, String chinese) {
        String pattern = language == Language.ZH ? chinese : english;
        return DateTimeFormatter.ofPattern(pattern, language.locale());
    }

    private String scaled(BigDecimal number) {
        BigDecimal rest = number;
        int scale = 0;
        while (rest.abs().compareTo(THOUSAND) >= 0 && scale < SCALES.length - 1) {
            rest = rest.movePointLeft(3);
            scale++;
        }
        return plain(rest.setScale(scale == 0 ? 0 : 1, RoundingMode.DOWN)) + SCALES[scale];
    }

    private String plain(BigDecimal number) {
        NumberFormat format = NumberFormat.getNumberInstance(language.locale());
        format.setMaximumFractionDigits(PPM_DIGITS);
        return format.format(number);
    }

    private static int digits(String currency) {
        return Math.max(
                0,
                Currency.getInstance(currency.toUpperCase(Locale.ROOT)).getDefaultFractionDigits());
    }
}
