/// Requests as Stripe reads them: form encoding, the shape of each parameter, refusals.
@NullMarked
package dev.aibridge.sandbox.stripe.params;

import org.jspecify.annotations.NullMarked;
