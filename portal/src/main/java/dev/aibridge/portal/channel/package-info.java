/// The ways to the vendors, as an admin sees, tries and changes them.
@NullMarked
package dev.aibridge.portal.channel;

import org.jspecify.annotations.NullMarked;
