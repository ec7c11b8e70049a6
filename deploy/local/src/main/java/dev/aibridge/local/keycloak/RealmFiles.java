package dev.aibridge.local.keycloak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.local.process.StartFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The realm as the files in a folder describe it, with values in place of their placeholders.
///
/// Keycloak itself puts environment variables into the same placeholders when it imports the file.
///
/// @param folder `deploy/keycloak`
/// @param values by placeholder
record RealmFiles(Path folder, Map<String, String> values) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Ours are in capitals; the others name Keycloak's messages.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)}");

    /// What every system has.
    ObjectNode realm() throws StartFailed, IOException {
        return read("realm.json");
    }

    /// The users and clients of a demo, as a partial import.
    ObjectNode demo() throws StartFailed, IOException {
        return read("demo.json");
    }

    private ObjectNode read(String name) throws StartFailed, IOException {
        Path file = folder.resolve(name);
        Matcher found = PLACEHOLDER.matcher(Files.readString(file));
        StringBuilder filled = new StringBuilder();
        while (found.find()) {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new StartFailed(file + " has an unknown placeholder " + found.group());
            }
            found.appendReplacement(filled, Matcher.quoteReplacement(escaped(value)));
        }
        return (ObjectNode) JSON.readTree(found.appendTail(filled).toString());
    }

    /// As it stands between the quotes of a JSON string.
    private static String escaped(String value) throws IOException {
        String quoted = JSON.writeValueAsString(value);
        return quoted.substring(1, quoted.length() - 1);
    }
}
