/// The packs of tokens on sale.
@NullMarked
package dev.aibridge.portal.packs;

import org.jspecify.annotations.NullMarked;
