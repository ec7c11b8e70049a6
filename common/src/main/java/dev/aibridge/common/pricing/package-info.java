/// What a model's tokens cost: buckets, multipliers and versioned price books.
@NullMarked
package dev.aibridge.common.pricing;

import org.jspecify.annotations.NullMarked;
