package dev.aibridge.portal.keys;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a new key shall be like.
///
/// @param request names the form it was written into: sent twice, it makes one key
/// @param expiresAt never when absent
/// @param models catalogue ids; all that the tenant may use when empty
/// @param rpm requests a minute
record Wish(UUID request, String name, @Nullable Instant expiresAt, List<String> models, int rpm) {}
