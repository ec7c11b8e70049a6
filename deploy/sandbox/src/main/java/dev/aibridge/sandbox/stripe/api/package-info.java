/// The API under `/v1`: key, version, route, parameters, idempotency, then the endpoint.
@NullMarked
package dev.aibridge.sandbox.stripe.api;

import org.jspecify.annotations.NullMarked;
