/// The gateway's management port, as the portal asks it.
@NullMarked
package dev.aibridge.portal.gateway;

import org.jspecify.annotations.NullMarked;
