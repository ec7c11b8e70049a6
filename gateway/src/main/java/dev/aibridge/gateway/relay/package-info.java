/// The conductor: takes a request through all stages in order. Read this first.
@NullMarked
package dev.aibridge.gateway.relay;

import org.jspecify.annotations.NullMarked;
