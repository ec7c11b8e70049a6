package dev.aibridge.common.secrets;

/// What came of opening a sealed secret.
public sealed interface Opening {

    /// It was ours and untouched. Does not print itself.
    ///
    /// @param secret what was sealed
    record Opened(String secret) implements Opening {

        @Override
        public String toString() {
            return "an opened secret";
        }
    }

    /// It was sealed under another key or for another row, or was changed since: which of them
    /// can't be told.
    record Refused() implements Opening {}
}
