/// Who is simulated: the vendors, their models, their prices and their ways of saying no.
@NullMarked
package dev.aibridge.sandbox.vendor;

import org.jspecify.annotations.NullMarked;
