/// Every way to say no, each with its HTTP status and code.
@NullMarked
package dev.aibridge.gateway.refusal;

import org.jspecify.annotations.NullMarked;
