/// What a tenant or a key may spend in a day, a week, a month or ever.
@NullMarked
package dev.aibridge.billing.caps;

import org.jspecify.annotations.NullMarked;
