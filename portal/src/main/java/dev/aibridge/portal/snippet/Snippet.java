package dev.aibridge.portal.snippet;

import dev.aibridge.portal.catalog.Model;
import io.quarkus.qute.TemplateExtension;
import java.util.Arrays;
import java.util.List;

/// A program that makes one call through the gateway and prints what came back.
///
/// Pages show all of them by `{#snippets key=… model=… /}`.
///
/// @param id the client in one word: `python`
/// @param title what people call it
/// @param text the program; it runs as it is
public record Snippet(String id, String title, String text) {

    /// What stands for a key where there is none to show.
    public static final String NO_KEY = "ab-…";

    /// One for each client.
    ///
    /// @param gatewayUrl where customers' programs reach the gateway, without `/v1`
    /// @param key a key, or [#NO_KEY]
    public static List<Snippet> of(Model model, String gatewayUrl, String key) {
        return Arrays.stream(Client.values())
                .map(client -> of(client, model, gatewayUrl, key))
                .toList();
    }

    private static Snippet of(Client client, Model model, String gatewayUrl, String key) {
        String program = client.program(gatewayUrl + "/v1", key, model.id, model.chat());
        return new Snippet(client.code(), client.title(), program);
    }

    /// The same for templates: `{model.snippets(gatewayUrl, key)}`.
    @TemplateExtension
    static List<Snippet> snippets(Model model, String gatewayUrl, String key) {
        return of(model, gatewayUrl, key);
    }
}
