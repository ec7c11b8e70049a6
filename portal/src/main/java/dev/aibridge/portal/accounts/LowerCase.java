package dev.aibridge.portal.accounts;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;

/// The database writes in lower case what Java writes in capitals.
public abstract class LowerCase<E extends Enum<E>> implements AttributeConverter<E, String> {

    private final Class<E> type;

    /// Of that enumeration.
    protected LowerCase(Class<E> type) {
        this.type = type;
    }

    @Override
    public String convertToDatabaseColumn(E value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public E convertToEntityAttribute(String value) {
        return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
    }

    @Converter(autoApply = true)
    static class OfStatus extends LowerCase<Tenant.Status> {
        OfStatus() {
            super(Tenant.Status.class);
        }
    }

    @Converter(autoApply = true)
    static class OfRole extends LowerCase<Member.Role> {
        OfRole() {
            super(Member.Role.class);
        }
    }

    @Converter(autoApply = true)
    static class OfLanguage extends LowerCase<Language> {
        OfLanguage() {
            super(Language.class);
        }
    }

    @Converter(autoApply = true)
    static class OfTheme extends LowerCase<Theme> {
        OfTheme() {
            super(Theme.class);
        }
    }
}
