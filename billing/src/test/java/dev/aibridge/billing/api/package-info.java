@NullMarked
package dev.aibridge.billing.api;

import org.jspecify.annotations.NullMarked;
