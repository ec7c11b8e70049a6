package dev.aibridge.portal.channel;

import dev.aibridge.portal.gateway.Attempt;
import dev.aibridge.portal.gateway.Trial;
import org.jspecify.annotations.Nullable;

/// A live test as it is told.
///
/// @param code `ok`, or what went wrong, for the audit log
/// @param says one sentence about what went wrong; nothing when nothing did
/// @param trial the figures; absent when it came to none
record Outcome(String code, String says, @Nullable Trial trial) {

    private static final String OK = "ok";

    /// Whether the vendor answered as it should.
    public boolean good() {
        return code.equals(OK);
    }

    static Outcome of(Attempt attempt, ChannelsText words) {
        return switch (attempt) {
            case Attempt.Answered(Trial trial) -> of(trial, words);
            case Attempt.Refused(String code) -> new Outcome(code, refusal(code, words), null);
            case Attempt.Away() -> new Outcome("gateway_away", words.gatewayAway(), null);
        };
    }

    private static Outcome of(Trial trial, ChannelsText words) {
        Trial.Problem problem = trial.error();
        return problem == null
                ? new Outcome(OK, "", trial)
                : new Outcome(problem.code(), problem(problem, words), trial);
    }

    private static String problem(Trial.Problem problem, ChannelsText words) {
        return switch (problem.code()) {
            case "no_model" -> words.noModel();
            case "no_key" -> words.noKey();
            case "key_locked" -> words.keyLocked();
            case "unusable_settings" -> words.unusableSettings();
            case "timeout" -> words.vendorSlow();
            case "no_answer" -> words.vendorAway(problem.message());
            case "vendor_refused" -> words.vendorRefused(problem.message());
            default -> words.unusableAnswer(problem.message());
        };
    }

    private static String refusal(String code, ChannelsText words) {
        return switch (code) {
            case "unauthorized" -> words.tokenRefused();
            case "busy" -> words.testsBusy();
            case "unavailable" -> words.catalogueAway();
            case "unknown" -> words.gatewayUnaware();
            case "http_404" -> words.noTestRoute();
            default -> words.gatewayRefused(code);
        };
    }
}
