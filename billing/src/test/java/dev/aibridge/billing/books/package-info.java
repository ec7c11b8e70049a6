/// What billing's tests share: a database of their own, and events to book.
@NullMarked
package dev.aibridge.billing.books;

import org.jspecify.annotations.NullMarked;
