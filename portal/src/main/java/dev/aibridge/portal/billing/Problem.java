package dev.aibridge.portal.billing;

import org.jspecify.annotations.Nullable;

/// An error as RFC 9457 writes it, with our stable code.
record Problem(@Nullable String title, @Nullable String detail, @Nullable String code) {

    static final Problem UNREADABLE = new Problem(null, null, null);

    String codeOr(String other) {
        return code == null ? other : code;
    }

    String says() {
        return detail != null ? detail : title != null ? title : "no reason given";
    }
}
