/// Where a test halts the process.
@NullMarked
package dev.aibridge.billing.failpoint;

import org.jspecify.annotations.NullMarked;
