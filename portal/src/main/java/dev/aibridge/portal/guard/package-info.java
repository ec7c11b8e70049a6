/// What every request and answer must pass: headers, origin, the form token.
@NullMarked
package dev.aibridge.portal.guard;

import org.jspecify.annotations.NullMarked;
