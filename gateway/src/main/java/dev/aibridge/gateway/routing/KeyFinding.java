package dev.aibridge.gateway.routing;

/// What was found when a channel's key was looked for.
public sealed interface KeyFinding {

    /// Where a key comes from.
    enum Source {
        ENVIRONMENT,
        SEALED,
        NONE
    }

    /// Where it comes from, whether it can be used or not.
    Source source();

    /// A key.
    record Found(VendorKey key, Source source) implements KeyFinding {}

    /// A sealed one that does not open here, or that can't be a key.
    record Locked() implements KeyFinding {

        @Override
        public Source source() {
            return Source.SEALED;
        }
    }

    /// No key.
    record None() implements KeyFinding {

        @Override
        public Source source() {
            return Source.NONE;
        }
    }
}
