/// Delivery of events: signed, repeated until taken, and as badly as a switch says.
@NullMarked
package dev.aibridge.sandbox.stripe.webhook;

import org.jspecify.annotations.NullMarked;
