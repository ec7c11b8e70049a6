package dev.aibridge.portal.system;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/// What may stand as support contact: it becomes a link on every page.
final class ContactRule {

    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+");

    private ContactRule() {}

    /// Whether it is an e-mail address or an `https` address.
    static boolean allows(String contact) {
        return EMAIL.matcher(contact).matches() || isHttps(contact);
    }

    private static boolean isHttps(String contact) {
        try {
            URI uri = new URI(contact);
            return "https".equals(uri.getScheme()) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
