/// The files beside the pages: style, script, icons; named after their content, kept for ever.
@NullMarked
package dev.aibridge.portal.asset;

import org.jspecify.annotations.NullMarked;
