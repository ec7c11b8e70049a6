package dev.aibridge.portal.pricing;

/// What came of publishing a price book.
enum Publication {
    /// Gateways know it.
    DONE,
    /// Another book came before it, or one that begins later; nothing was published.
    OVERTAKEN
}
