/// What Anthropic refuses, in its own words. Read
/// [dev.aibridge.sandbox.anthropic.rules.MessagesRules] first.
@NullMarked
package dev.aibridge.sandbox.anthropic.rules;

import org.jspecify.annotations.NullMarked;
