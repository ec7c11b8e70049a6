/// The words every process shares: money, tenancy, pricing, usage.
@NullMarked
package dev.aibridge.common;

import org.jspecify.annotations.NullMarked;
