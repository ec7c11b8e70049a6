package dev.aibridge.billing.alerts;

/// What came of trying to deliver something.
///
/// @param arrived whether it was taken
/// @param answer in a few words, for whoever it was for
record Attempt(boolean arrived, String answer) {

    private static final int LONGEST = 200;

    /// Words that fit where they are kept.
    Attempt {
        answer = answer.substring(0, Math.min(LONGEST, answer.length()));
    }

    static Attempt failed(String why) {
        return new Attempt(false, why);
    }
}
