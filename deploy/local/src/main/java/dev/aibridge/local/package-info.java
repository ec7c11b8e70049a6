/// `./aibridge`: one command that starts the whole system on this machine, and ends it.
@NullMarked
package dev.aibridge.local;

import org.jspecify.annotations.NullMarked;
