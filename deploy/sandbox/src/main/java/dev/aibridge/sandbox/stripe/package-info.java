/// The sandbox Stripe: API, checkout page, webhooks and switches on one port.
@NullMarked
package dev.aibridge.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
