/// What the simulated model says: a pure function of the request.
@NullMarked
package dev.aibridge.sandbox.answer;

import org.jspecify.annotations.NullMarked;
