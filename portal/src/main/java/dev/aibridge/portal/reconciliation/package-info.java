/// Our books beside those of others, for admins.
@NullMarked
package dev.aibridge.portal.reconciliation;

import org.jspecify.annotations.NullMarked;
