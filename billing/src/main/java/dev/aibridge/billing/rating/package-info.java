/// What an event costs, by the price book of its admission.
@NullMarked
package dev.aibridge.billing.rating;

import org.jspecify.annotations.NullMarked;
