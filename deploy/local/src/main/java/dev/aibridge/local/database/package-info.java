/// The database as its owner sees it: accounts and prices for the demo and for tests, and the proof
/// that the money is right.
@NullMarked
package dev.aibridge.local.database;

import org.jspecify.annotations.NullMarked;
