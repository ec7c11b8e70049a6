/// What a key may know of its own account.
@NullMarked
package dev.aibridge.gateway.api.account;

import org.jspecify.annotations.NullMarked;
