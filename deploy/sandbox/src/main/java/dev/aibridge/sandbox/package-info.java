/// The simulated vendors: one server that answers, refuses, fails and bills as they do.
@NullMarked
package dev.aibridge.sandbox;

import org.jspecify.annotations.NullMarked;
