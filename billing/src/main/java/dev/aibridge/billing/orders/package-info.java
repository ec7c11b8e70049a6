/// Products, orders and their payments: how money comes in and becomes tokens.
@NullMarked
package dev.aibridge.billing.orders;

import org.jspecify.annotations.NullMarked;
