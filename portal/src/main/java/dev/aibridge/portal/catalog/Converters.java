package dev.aibridge.portal.catalog;

import dev.aibridge.portal.accounts.LowerCase;
import jakarta.persistence.Converter;

/// How the catalogue's words are written in the database.
final class Converters {

    private Converters() {}

    @Converter(autoApply = true)
    static class OfType extends LowerCase<Model.Type> {
        OfType() {
            super(Model.Type.class);
        }
    }

    @Converter(autoApply = true)
    static class OfStatus extends LowerCase<Model.Status> {
        OfStatus() {
            super(Model.Status.class);
        }
    }
}
