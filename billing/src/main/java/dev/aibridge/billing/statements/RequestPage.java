package dev.aibridge.billing.statements;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some requests, newest first, and where the older ones begin.
///
/// @param next the cursor of the next page; `null` on the last one
/// @param keptSince the first UTC day since which all of the tenant's requests are kept one by one;
///   `null` while all are
public record RequestPage(
        List<RequestLine> items, @Nullable String next, @Nullable LocalDate keptSince) {}
