/// What a database says when it can not answer.
@NullMarked
package dev.aibridge.common.database;

import org.jspecify.annotations.NullMarked;
