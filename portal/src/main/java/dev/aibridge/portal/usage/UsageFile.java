package dev.aibridge.portal.usage;

import dev.aibridge.common.money.Credits;
import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.portal.billing.UsageReport;
import dev.aibridge.portal.format.Csv;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A report of usage as comma-separated values (RFC 4180), one line per row.
final class UsageFile {

    private UsageFile() {}

    /// The file; billing bounds its rows.
    ///
    /// @param keys names of keys by their ids
    static String of(UsageReport report, Asked asked, Map<String, String> keys) {
        StringBuilder file = new StringBuilder(Csv.line(header(asked)));
        for (UsageReport.Row row : report.rows()) {
            file.append(Csv.line(cells(row, asked, keys)));
        }
        return file.toString();
    }

    private static List<String> header(Asked asked) {
        List<String> header = new ArrayList<>(List.of("start", "zone", asked.by()));
        if (asked.by().equals("key")) {
            header.add("key_name");
        }
        header.addAll(List.of("requests", "failed"));
        Bucket.all().forEach(bucket -> header.add(bucket.name().toLowerCase(Locale.ROOT)));
        header.addAll(List.of("cost_tokens", "charged_tokens"));
        return header;
    }

    private static List<String> cells(UsageReport.Row row, Asked asked, Map<String, String> keys) {
        String group = row.group() == null ? "" : row.group();
        List<String> cells = new ArrayList<>();
        cells.add(row.start().atZoneSameInstant(asked.zone()).toOffsetDateTime().toString());
        cells.add(asked.zone().getId());
        cells.add(group);
        if (asked.by().equals("key")) {
            cells.add(keys.getOrDefault(group, ""));
        }
        cells.add(Long.toString(row.requests()));
        cells.add(Long.toString(row.failed()));
        row.counts().forEach(count -> cells.add(count.toString()));
        cells.add(tokens(row.chargeMicro()));
        cells.add(tokens(row.paidMicro()));
        return cells;
    }

    private static String tokens(long micro) {
        return new Credits(micro).tokens().toPlainString();
    }
}
