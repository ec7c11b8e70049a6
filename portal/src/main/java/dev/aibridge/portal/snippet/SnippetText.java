package dev.aibridge.portal.snippet;

import io.quarkus.qute.i18n.MessageBundle;

/// Words around snippets. The texts are in `messages/snippet*.properties`.
@MessageBundle("snippet")
public interface SnippetText {
    String readyFor();
}
