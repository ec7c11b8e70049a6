/// Scripts of what goes over the wire, and the player that sends them.
@NullMarked
package dev.aibridge.sandbox.play;

import org.jspecify.annotations.NullMarked;
