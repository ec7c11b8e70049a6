/// The database: its schemas, roles, grants and lease functions, brought up to date by one job.
@NullMarked
package dev.aibridge.schema;

import org.jspecify.annotations.NullMarked;
