package dev.aibridge.portal.channel;

/// What came of changing a channel.
enum Change {
    /// It is as asked.
    DONE,
    /// Somebody changed its address since the form was made; nothing was changed now.
    MOVED,
    /// Its address can't be used, so it can't be switched on.
    UNUSABLE
}
