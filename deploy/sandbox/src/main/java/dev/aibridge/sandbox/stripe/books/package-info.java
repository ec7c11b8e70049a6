/// Everything that the sandbox Stripe remembers, as the objects that its API shows.
@NullMarked
package dev.aibridge.sandbox.stripe.books;

import org.jspecify.annotations.NullMarked;
