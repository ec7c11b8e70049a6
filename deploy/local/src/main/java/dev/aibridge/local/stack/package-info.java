/// The whole system on one machine: which processes there are, with which settings, in which order.
/// `./aibridge up` keeps one running ([dev.aibridge.local.stack.Supervisor]); tests start their own
/// ([dev.aibridge.local.stack.Stack]).
@NullMarked
package dev.aibridge.local.stack;

import org.jspecify.annotations.NullMarked;
