/// The first page inside: what is left, where it goes, what failed.
@NullMarked
package dev.aibridge.portal.overview;

import org.jspecify.annotations.NullMarked;
