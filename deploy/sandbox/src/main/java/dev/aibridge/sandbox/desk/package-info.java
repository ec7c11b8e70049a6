/// A request through a vendor: its desk decides, a script is played, the bill is noted. Read
/// [dev.aibridge.sandbox.desk.Counter] first.
@NullMarked
package dev.aibridge.sandbox.desk;

import org.jspecify.annotations.NullMarked;
