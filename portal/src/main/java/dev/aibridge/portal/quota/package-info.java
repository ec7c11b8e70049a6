/// Quota Management: what a tenant has, how long it lasts, what limits it, where it went.
@NullMarked
package dev.aibridge.portal.quota;

import org.jspecify.annotations.NullMarked;
