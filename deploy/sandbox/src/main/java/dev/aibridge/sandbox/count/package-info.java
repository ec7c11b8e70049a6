/// Tokens, images and repeated prefixes, counted as a vendor counts them.
@NullMarked
package dev.aibridge.sandbox.count;

import org.jspecify.annotations.NullMarked;
