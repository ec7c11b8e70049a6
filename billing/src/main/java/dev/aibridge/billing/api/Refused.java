package dev.aibridge.billing.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Ends a call with a problem.
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final transient @Nullable Duration retryAfter;

    /// Ends the call with that problem.
    public Refused(Problem problem) {
        this(problem, null);
    }

    /// Ends the call with that problem; it is worth another try after that time.
    public Refused(Problem problem, @Nullable Duration retryAfter) {
        super(problem.code(), null, false, false);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    Problem problem() {
        return problem;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
