/// What the gateway remembers of the database, and how it hears that it changed.
@NullMarked
package dev.aibridge.gateway.knowledge;

import org.jspecify.annotations.NullMarked;
