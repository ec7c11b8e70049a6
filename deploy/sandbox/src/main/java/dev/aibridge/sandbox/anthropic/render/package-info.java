/// Answers as Anthropic's JSON and events.
@NullMarked
package dev.aibridge.sandbox.anthropic.render;

import org.jspecify.annotations.NullMarked;
