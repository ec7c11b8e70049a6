/// What a vendor refuses, in the vendor's own words.
@NullMarked
package dev.aibridge.sandbox.rules;

import org.jspecify.annotations.NullMarked;
