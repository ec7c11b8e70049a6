/// What tenants are told about their money: rules that cross, an outbox of mails and webhooks.
@NullMarked
package dev.aibridge.billing.alerts;

import org.jspecify.annotations.NullMarked;
