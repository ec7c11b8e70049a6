/// What a vendor refuses, in the vendor's own words.
@NullMarked
package dev.aibridge.sandbox.openai.rules;

import org.jspecify.annotations.NullMarked;
