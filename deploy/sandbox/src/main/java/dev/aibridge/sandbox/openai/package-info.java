/// OpenAI's dialects, as OpenAI and the vendors compatible with it speak them. Read
/// [dev.aibridge.sandbox.openai.OpenAiDesk] first.
@NullMarked
package dev.aibridge.sandbox.openai;

import org.jspecify.annotations.NullMarked;
