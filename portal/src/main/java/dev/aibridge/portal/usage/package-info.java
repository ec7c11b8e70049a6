/// Usage over time, request by request, and as a file.
@NullMarked
package dev.aibridge.portal.usage;

import org.jspecify.annotations.NullMarked;
