/// What can be called and for how much: the catalogue as the database holds it.
@NullMarked
package dev.aibridge.portal.catalog;

import org.jspecify.annotations.NullMarked;
