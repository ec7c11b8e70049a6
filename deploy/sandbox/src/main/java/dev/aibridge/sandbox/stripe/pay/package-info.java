/// How money moves: sessions, cards, captures, refunds.
@NullMarked
package dev.aibridge.sandbox.stripe.pay;

import org.jspecify.annotations.NullMarked;
