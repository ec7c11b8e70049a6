package dev.aibridge.portal.accounts;

import java.util.Locale;
import java.util.Optional;

/// The languages the pages speak.
public enum Language {
    /// English.
    EN(Locale.ENGLISH, "en", "English"),
    /// Chinese in simplified characters.
    ZH(Locale.SIMPLIFIED_CHINESE, "zh-CN", "中文");

    private final Locale locale;
    private final String tag;
    private final String ownName;

    Language(Locale locale, String tag, String ownName) {
        this.locale = locale;
        this.tag = tag;
        this.ownName = ownName;
    }

    /// The language of that code (`en`, `zh`), if we speak it.
    public static Optional<Language> of(String code) {
        for (Language language : values()) {
            if (language.code().equals(code)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /// The one that suits a reader of that locale; English for all we don't speak.
    public static Language suiting(Locale locale) {
        return of(locale.getLanguage()).orElse(EN);
    }

    /// As cookies and the database write it: `zh`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Numbers and dates are written by it.
    public Locale locale() {
        return locale;
    }

    /// For the `lang` attribute: `zh-CN`.
    public String tag() {
        return tag;
    }

    /// What its speakers call it.
    public String ownName() {
        return ownName;
    }
}
