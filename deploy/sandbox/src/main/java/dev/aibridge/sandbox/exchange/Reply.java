package dev.aibridge.sandbox.exchange;

import dev.aibridge.sandbox.count.Usage;
import dev.aibridge.sandbox.play.Step;
import dev.aibridge.sandbox.vendor.Model;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a vendor does about a call.
///
/// @param outcome how it counts when the script is played to its end
/// @param billed what it would bill for the whole; null for nothing
public record Reply(List<Step> script, String outcome, @Nullable Billable billed) {

    /// The model that answered and what it used.
    public record Billable(Model model, Usage usage) {}

    /// A "no", which is never billed.
    public static Reply refused(List<Step> script) {
        return new Reply(script, "refused", null);
    }

    /// An answer that costs nothing.
    public static Reply free(List<Step> script) {
        return new Reply(script, "finished", null);
    }
}
