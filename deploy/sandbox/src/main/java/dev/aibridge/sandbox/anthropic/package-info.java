/// Anthropic's dialect: Messages, their count, models. Read
/// [dev.aibridge.sandbox.anthropic.AnthropicDesk] first.
@NullMarked
package dev.aibridge.sandbox.anthropic;

import org.jspecify.annotations.NullMarked;
