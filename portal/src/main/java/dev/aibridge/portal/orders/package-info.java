/// Top-up and My Orders: from the wish to the tokens.
@NullMarked
package dev.aibridge.portal.orders;

import org.jspecify.annotations.NullMarked;
