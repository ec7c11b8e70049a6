package dev.aibridge.billing.agents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One handover as it is listed.
///
/// @param txId rises with time
/// @param tokensMicro negative when the agent took them back
public record HandoverLine(long txId, Instant at, long tokensMicro, @Nullable String reason) {}
