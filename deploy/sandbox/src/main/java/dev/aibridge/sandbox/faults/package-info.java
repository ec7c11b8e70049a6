/// Ways for a vendor to misbehave, as pure changes of a script.
@NullMarked
package dev.aibridge.sandbox.faults;

import org.jspecify.annotations.NullMarked;
