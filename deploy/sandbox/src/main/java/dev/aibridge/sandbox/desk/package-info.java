/// A request through a vendor: who asks, what is asked, the reply, the script, the bill. Read
/// [dev.aibridge.sandbox.desk.Desk] first.
@NullMarked
package dev.aibridge.sandbox.desk;

import org.jspecify.annotations.NullMarked;
