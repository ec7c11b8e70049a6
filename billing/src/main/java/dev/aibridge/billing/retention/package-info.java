/// What is not kept for ever: usage events, which are sealed, and deliveries that ended.
@NullMarked
package dev.aibridge.billing.retention;

import org.jspecify.annotations.NullMarked;
