package dev.aibridge.billing.api;

import java.util.List;

/// A whole list.
///
/// @param <T> of what
public record Items<T>(List<T> items) {}
