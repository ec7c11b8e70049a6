/// What passes between the counter, which all vendors share, and the desk of a dialect: the call
/// and the reply.
@NullMarked
package dev.aibridge.sandbox.exchange;

import org.jspecify.annotations.NullMarked;
