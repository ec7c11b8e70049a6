package dev.aibridge.common.usage;

/// Where an event's counts come from.
///
/// The order is the number on disk and in the database: append only.
public enum UsageSource {
    /// Nothing was counted, because nothing was produced.
    NONE,
    /// The vendor's own usage.
    VENDOR,
    /// Counted by us with a tokenizer, because the vendor's usage was missing or the answer was
    /// cut.
    COUNTED_MISSING,
    /// Counted by us, because the vendor's usage was negative or out of range.
    COUNTED_ABSURD,
    /// The vendor's own usage with a bucket that was negative after subtraction set to zero.
    VENDOR_CLAMPED,
    /// The vendor's own word on what it read, of an answer that was cut; what it produced is
    /// counted by us.
    VENDOR_PARTIAL
}
