/// What admins set for the whole system, and whether the books hold.
@NullMarked
package dev.aibridge.portal.system;

import org.jspecify.annotations.NullMarked;
