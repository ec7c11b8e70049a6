/// Everything that a client can get wrong, and what must then be true.
@NullMarked
package dev.aibridge.chaos.input;

import org.jspecify.annotations.NullMarked;
