/// The audit log, to be read: who changed what, and why.
@NullMarked
package dev.aibridge.portal.audit;

import org.jspecify.annotations.NullMarked;
