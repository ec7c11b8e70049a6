/// The pages for customers and admins.
@NullMarked
package dev.aibridge.portal;

import org.jspecify.annotations.NullMarked;
