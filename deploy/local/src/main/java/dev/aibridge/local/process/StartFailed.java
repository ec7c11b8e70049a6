package dev.aibridge.local.process;

import java.io.Serial;

/// A part could not be started; the message is what a person reads on the terminal.
public final class StartFailed extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    /// With a plain reason.
    public StartFailed(String reason) {
        super(reason);
    }

    /// With a plain reason and what lies under it.
    public StartFailed(String reason, Throwable cause) {
        super(reason, cause);
    }
}
