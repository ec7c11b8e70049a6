/// Agents: what they hand on to their customers, and take back.
@NullMarked
package dev.aibridge.billing.agents;

import org.jspecify.annotations.NullMarked;
