/// Every way to say no, as a page: one sentence, one action, the request's id.
@NullMarked
package dev.aibridge.portal.refusal;

import org.jspecify.annotations.NullMarked;
