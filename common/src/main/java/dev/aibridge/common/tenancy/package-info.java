/// Who a request belongs to: API keys and their shape.
@NullMarked
package dev.aibridge.common.tenancy;

import org.jspecify.annotations.NullMarked;
