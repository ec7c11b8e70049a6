@NullMarked
package dev.aibridge.billing.agents;

import org.jspecify.annotations.NullMarked;
