/// Pages as a real browser shows them.
@NullMarked
package dev.aibridge.portal.look;

import org.jspecify.annotations.NullMarked;
