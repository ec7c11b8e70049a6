package dev.aibridge.bench;

import java.util.List;

/// Something that is asked.
///
/// @param name as the table calls it
/// @param port on 127.0.0.1
/// @param wholePath where a chat is answered in one piece
/// @param streamPath where it is streamed
/// @param keys credentials, used in turn
record Target(String name, int port, String wholePath, String streamPath, List<String> keys) {

    private static final String PATH = "/v1/chat/completions";

    Target {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(name + " needs a key");
        }
    }

    /// One that takes both kinds at the usual path.
    static Target of(String name, int port, List<String> keys) {
        return new Target(name, port, PATH, PATH, keys);
    }

    String path(boolean streamed) {
        return streamed ? streamPath : wholePath;
    }
}
