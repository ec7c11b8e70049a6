/// Closing a request: exactly one usage event, on disk first, then in the database.
@NullMarked
package dev.aibridge.gateway.journal;

import org.jspecify.annotations.NullMarked;
