/// Auto top-up: a saved card is charged when a balance runs low, once for each time it does.
@NullMarked
package dev.aibridge.billing.autotopup;

import org.jspecify.annotations.NullMarked;
