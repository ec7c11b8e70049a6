/// What is on sale, as an admin sees and changes it.
@NullMarked
package dev.aibridge.portal.assortment;

import org.jspecify.annotations.NullMarked;
