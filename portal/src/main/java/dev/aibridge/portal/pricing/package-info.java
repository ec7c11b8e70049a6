/// Models as an admin offers them: for how much, through which channels, under which names.
@NullMarked
package dev.aibridge.portal.pricing;

import org.jspecify.annotations.NullMarked;
