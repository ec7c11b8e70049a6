package dev.aibridge.sandbox.desk;

import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.play.Step;
import dev.aibridge.sandbox.vendor.Model;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a vendor does about a call.
///
/// @param outcome how it counts when the script is played to its end
/// @param billed what it would bill for the whole; null for nothing
record Reply(List<Step> script, String outcome, @Nullable Billable billed) {

    /// The model that answered and what it used.
    record Billable(Model model, Usage usage) {}

    static Reply refused(List<Step> script) {
        return new Reply(script, "refused", null);
    }

    static Reply free(List<Step> script) {
        return new Reply(script, "finished", null);
    }
}
