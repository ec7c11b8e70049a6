/// Billing over HTTP: who may call, how a call is refused, and the routes that only read.
///
/// Every route names its callers by one annotation; every one with a tenant in its path asks
/// [dev.aibridge.billing.api.Tenants] first.
@NullMarked
package dev.aibridge.billing.api;

import org.jspecify.annotations.NullMarked;
