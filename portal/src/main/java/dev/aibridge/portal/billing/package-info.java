/// Billing, as its REST API offers it.
@NullMarked
package dev.aibridge.portal.billing;

import org.jspecify.annotations.NullMarked;
