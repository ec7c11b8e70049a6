package dev.aibridge.local.stack;

import java.util.Locale;

/// A vendor of models: real when its key is set, else played by the sandbox.
public enum Vendor {
    OPENAI,
    DEEPSEEK,
    QWEN,
    MOONSHOT,
    ANTHROPIC;

    /// Its channel in the catalogue and its path in the sandbox: `openai`.
    public String channel() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The environment variable of its key: `OPENAI_API_KEY`.
    public String keySetting() {
        return name() + "_API_KEY";
    }

    /// The environment variable of the key that may read what it bills: `OPENAI_ADMIN_KEY`.
    public String adminKeySetting() {
        return name() + "_ADMIN_KEY";
    }

    /// The environment variable of its address: `OPENAI_BASE_URL`.
    public String baseUrlSetting() {
        return name() + "_BASE_URL";
    }

    /// The only key the sandbox accepts for it.
    public String sandboxKey() {
        return "sk-sandbox-" + channel();
    }

    /// Its address in a sandbox. Anthropic's clients add the version themselves.
    public String sandboxBase(String sandboxUrl) {
        String base = sandboxUrl + "/" + channel();
        return this == ANTHROPIC ? base : base + "/v1";
    }
}
