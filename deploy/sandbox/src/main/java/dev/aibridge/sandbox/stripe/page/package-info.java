/// The hosted checkout page.
@NullMarked
package dev.aibridge.sandbox.stripe.page;

import org.jspecify.annotations.NullMarked;
