/// Who looks at a page, and how: person, tenant, language, theme, time zone.
@NullMarked
package dev.aibridge.portal.visitor;

import org.jspecify.annotations.NullMarked;
