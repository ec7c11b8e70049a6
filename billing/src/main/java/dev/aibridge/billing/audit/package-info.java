/// Who changed what: billing appends, the portal reads.
@NullMarked
package dev.aibridge.billing.audit;

import org.jspecify.annotations.NullMarked;
