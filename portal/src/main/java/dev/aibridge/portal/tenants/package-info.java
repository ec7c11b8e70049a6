/// Tenants as an admin sees and changes them: who they are, what they have, what they may.
@NullMarked
package dev.aibridge.portal.tenants;

import org.jspecify.annotations.NullMarked;
