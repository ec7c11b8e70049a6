/// The call to a vendor: one HTTP exchange, streamed, cancelled when the client leaves.
@NullMarked
package dev.aibridge.gateway.upstream;

import org.jspecify.annotations.NullMarked;
