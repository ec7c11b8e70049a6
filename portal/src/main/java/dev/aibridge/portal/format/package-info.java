/// Numbers, money, times and dates, as the reader writes them.
@NullMarked
package dev.aibridge.portal.format;

import org.jspecify.annotations.NullMarked;
