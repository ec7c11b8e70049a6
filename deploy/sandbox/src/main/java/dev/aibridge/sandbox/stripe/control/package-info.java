/// The switches under `/_sandbox/stripe`.
@NullMarked
package dev.aibridge.sandbox.stripe.control;

import org.jspecify.annotations.NullMarked;
