/// Credits: what a wallet holds, counted in micro-tokens.
@NullMarked
package dev.aibridge.common.money;

import org.jspecify.annotations.NullMarked;
