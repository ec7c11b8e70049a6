/// What somebody sets for themselves and their tenant.
@NullMarked
package dev.aibridge.portal.settings;

import org.jspecify.annotations.NullMarked;
