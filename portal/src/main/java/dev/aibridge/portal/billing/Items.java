package dev.aibridge.portal.billing;

import java.util.List;

/// All rows there are.
public record Items<T>(List<T> items) {}
