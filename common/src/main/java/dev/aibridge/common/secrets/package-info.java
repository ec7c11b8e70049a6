/// Secrets at rest: sealed under a key that no database holds.
@NullMarked
package dev.aibridge.common.secrets;

import org.jspecify.annotations.NullMarked;
