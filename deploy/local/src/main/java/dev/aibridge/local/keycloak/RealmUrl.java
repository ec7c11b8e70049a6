package dev.aibridge.local.keycloak;

import dev.aibridge.local.process.StartFailed;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A realm's address, taken apart.
///
/// @param base of the server: `https://host/auth`
/// @param name of the realm
record RealmUrl(String base, String name) {

    private static final Pattern SHAPE = Pattern.compile("(https?://.+)/realms/([^/]+)/?");

    /// @throws StartFailed when it is no address of a realm
    static RealmUrl of(URI uri) throws StartFailed {
        Matcher parts = SHAPE.matcher(uri.toString());
        if (!parts.matches()) {
            throw new StartFailed("AIBRIDGE_OIDC_URL=" + uri + " is no …/realms/<name>");
        }
        return new RealmUrl(parts.group(1), parts.group(2));
    }

    URI masterToken() {
        return URI.create(base + "/realms/master/protocol/openid-connect/token");
    }

    /// Where all realms are administered.
    URI all() {
        return URI.create(base + "/admin/realms");
    }

    /// Where something of this realm is administered.
    URI of(String path) {
        return URI.create(all() + "/" + name + path);
    }
}
