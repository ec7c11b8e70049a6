/// Everybody's orders, and what an admin decides about their money.
@NullMarked
package dev.aibridge.portal.sales;

import org.jspecify.annotations.NullMarked;
