/// The frame around every page and the words they share.
@NullMarked
package dev.aibridge.portal.page;

import org.jspecify.annotations.NullMarked;
