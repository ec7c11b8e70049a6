/// Anthropic's own routes: what their clients send, checked and made ready for a vendor.
@NullMarked
package dev.aibridge.gateway.api.anthropic;

import org.jspecify.annotations.NullMarked;
