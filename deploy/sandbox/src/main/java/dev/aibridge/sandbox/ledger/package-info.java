/// What arrived, how it ended and what the vendor would charge.
@NullMarked
package dev.aibridge.sandbox.ledger;

import org.jspecify.annotations.NullMarked;
