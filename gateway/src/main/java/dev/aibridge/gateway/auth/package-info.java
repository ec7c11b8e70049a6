/// Who is calling: from a key to its caller.
@NullMarked
package dev.aibridge.gateway.auth;

import org.jspecify.annotations.NullMarked;
