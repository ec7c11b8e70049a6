/// What a request costs: measured from the outside, before a vendor that answers at once.
@NullMarked
package dev.aibridge.bench;

import org.jspecify.annotations.NullMarked;
