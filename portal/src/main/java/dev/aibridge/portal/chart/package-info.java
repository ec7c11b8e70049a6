/// Charts drawn on the server, each with the same numbers beside it.
@NullMarked
package dev.aibridge.portal.chart;

import org.jspecify.annotations.NullMarked;
