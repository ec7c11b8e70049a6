/// What the bodies of every dialect are read with.
@NullMarked
package dev.aibridge.gateway.api.body;

import org.jspecify.annotations.NullMarked;
