/// What billing tells the outside; in this release its health.
@NullMarked
package dev.aibridge.billing.api;

import org.jspecify.annotations.NullMarked;
