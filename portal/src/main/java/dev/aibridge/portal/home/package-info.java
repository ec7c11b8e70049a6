/// The first page.
@NullMarked
package dev.aibridge.portal.home;

import org.jspecify.annotations.NullMarked;
