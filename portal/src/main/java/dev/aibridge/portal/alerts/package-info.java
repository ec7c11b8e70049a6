/// When and where somebody is told about their money.
@NullMarked
package dev.aibridge.portal.alerts;

import org.jspecify.annotations.NullMarked;
