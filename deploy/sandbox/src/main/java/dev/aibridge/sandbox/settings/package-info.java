/// Settings from the environment.
@NullMarked
package dev.aibridge.sandbox.settings;

import org.jspecify.annotations.NullMarked;
