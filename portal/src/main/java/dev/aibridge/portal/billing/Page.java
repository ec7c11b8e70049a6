package dev.aibridge.portal.billing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some rows, newest first.
///
/// @param items the rows
/// @param next where the older ones begin; absent at the end
public record Page<T>(List<T> items, @Nullable String next) {}
