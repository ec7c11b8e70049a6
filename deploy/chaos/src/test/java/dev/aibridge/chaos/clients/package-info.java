/// OpenAI's own clients as judges of the gateway, and the money after them.
@NullMarked
package dev.aibridge.chaos.clients;

import org.jspecify.annotations.NullMarked;
