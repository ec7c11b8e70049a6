/// What faults may not break: real processes, killed, paused, cut off and healed; vendors that
/// misbehave; customers that leave, run out of money or are shut out.
@NullMarked
package dev.aibridge.chaos.faults;

import org.jspecify.annotations.NullMarked;
