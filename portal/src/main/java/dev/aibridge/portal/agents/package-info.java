/// Agents: their customers, what they hand on and take back, invitations; and where an admin makes
/// agents.
@NullMarked
package dev.aibridge.portal.agents;

import org.jspecify.annotations.NullMarked;
