/// Tenants, people, keys and settings: what the portal owns in the database.
@NullMarked
package dev.aibridge.portal.accounts;

import org.jspecify.annotations.NullMarked;
