/// What keys, and all of them together, may spend in a day, a week, a month or ever.
@NullMarked
package dev.aibridge.portal.caps;

import org.jspecify.annotations.NullMarked;
