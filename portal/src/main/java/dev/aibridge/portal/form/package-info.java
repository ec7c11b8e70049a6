/// What was typed, and what is wrong with it.
@NullMarked
package dev.aibridge.portal.form;

import org.jspecify.annotations.NullMarked;
