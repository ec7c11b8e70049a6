package dev.aibridge.portal.voucher;

import dev.aibridge.common.money.Credits;
import dev.aibridge.portal.billing.Voucher;
import dev.aibridge.portal.form.Form;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Vouchers as they stand in a form. Billing has the same bounds, and the last word.
final class Draft {

    static final String COUNT = "count";
    static final String KEY = "key";

    private static final int MOST = 500;
    private static final long MOST_TOKENS = 10_000_000_000L;
    private static final int NOTE = 200;
    private static final int DAY = 10;
    private static final int YEARS = 100;

    private Draft() {}

    /// What is wanted, if all its fields are right; what is wrong is noted.
    static Optional<Voucher.Wish> read(Form form, ZoneId zone, VoucherText words) {
        int count = Math.toIntExact(form.whole(COUNT, 1, MOST).orElse(0));
        long tokens = form.whole("tokens", 1, MOST_TOKENS).orElse(0);
        String note = form.line("note", NOTE);
        OffsetDateTime ending = ending(form, zone, words);
        form.line(KEY, NOTE);
        return form.right()
                ? Optional.of(
                        new Voucher.Wish(
                                count,
                                Math.multiplyExact(tokens, Credits.MICRO_PER_TOKEN),
                                note,
                                ending))
                : Optional.empty();
    }

    /// When that day is over, where the admin is.
    private static @Nullable OffsetDateTime ending(Form form, ZoneId zone, VoucherText words) {
        String day = form.optionalLine("last", DAY);
        if (day.isEmpty()) {
            return null;
        }
        try {
            LocalDate last = LocalDate.parse(day);
            LocalDate today = LocalDate.now(zone);
            if (last.isBefore(today) || last.isAfter(today.plusYears(YEARS))) {
                form.wrong("last", words.dayOver());
                return null;
            }
            return last.plusDays(1).atStartOfDay(zone).toOffsetDateTime();
        } catch (DateTimeParseException e) {
            form.wrong("last", words.dayWrong());
            return null;
        }
    }
}
