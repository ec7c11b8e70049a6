package dev.aibridge.bench;

/// Something that is measured does not work, so there is no figure.
final class BenchFailed extends Exception {

    private static final long serialVersionUID = 1;

    BenchFailed(String message) {
        super(message);
    }
}
