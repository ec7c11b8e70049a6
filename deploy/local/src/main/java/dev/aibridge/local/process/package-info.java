/// Operating-system processes: started in a group of their own, recognised again by pid and start
/// time, stopped for certain.
@NullMarked
package dev.aibridge.local.process;

import org.jspecify.annotations.NullMarked;
