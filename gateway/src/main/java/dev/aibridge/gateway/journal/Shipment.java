package dev.aibridge.gateway.journal;

import java.util.UUID;

/// An ended request on its way to `usage.intake`.
///
/// @param body the event as the journal holds it
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy would only cost
record Shipment(UUID id, UUID holder, long seq, byte[] body) {}
