/// Answers as the JSON and the events of each vendor.
@NullMarked
package dev.aibridge.sandbox.openai.render;

import org.jspecify.annotations.NullMarked;
