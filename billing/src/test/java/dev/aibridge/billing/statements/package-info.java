@NullMarked
package dev.aibridge.billing.statements;

import org.jspecify.annotations.NullMarked;
