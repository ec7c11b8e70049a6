package dev.aibridge.portal.usage;

import dev.aibridge.portal.form.Form;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Writes what a form holds into addresses.
final class Address {

    private Address() {}

    /// Those of its fields that are filled in: `by=model&zone=UTC`.
    static String of(Form form, String... fields) {
        return Arrays.stream(fields)
                .filter(field -> !form.value(field).isEmpty())
                .map(field -> field + "=" + encoded(form.value(field)))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
