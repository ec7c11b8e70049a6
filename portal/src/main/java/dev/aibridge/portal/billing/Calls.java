package dev.aibridge.portal.billing;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some requests, newest first.
///
/// @param items the requests
/// @param next where the older ones begin; absent at the end
/// @param keptSince requests of UTC days before that one may be gone; absent while all are kept
public record Calls(List<Call> items, @Nullable String next, @Nullable LocalDate keptSince) {}
