/// API keys: made once, shown once, counted ever after.
@NullMarked
package dev.aibridge.portal.keys;

import org.jspecify.annotations.NullMarked;
