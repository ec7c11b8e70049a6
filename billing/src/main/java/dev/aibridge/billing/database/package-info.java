/// How batches of values travel to PostgreSQL.
@NullMarked
package dev.aibridge.billing.database;

import org.jspecify.annotations.NullMarked;
