package dev.aibridge.portal.page;

/// Whom people ask: the address of a page or of a mailbox.
///
/// @param text as the operator wrote it
public record Contact(String text) {

    /// What to open.
    public String link() {
        return text.contains("://") ? text : "mailto:" + text;
    }
}
