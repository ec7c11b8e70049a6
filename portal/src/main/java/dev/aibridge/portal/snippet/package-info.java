/// Programs that customers can run as they are.
@NullMarked
package dev.aibridge.portal.snippet;

import org.jspecify.annotations.NullMarked;
