package dev.aibridge.billing.statements;

/// What the rows of a usage statement are told apart by, besides time.
public enum Grouping {
    MODEL("model_id"),
    KEY("key_id"),
    NONE("NULL::text");

    private final String column;

    Grouping(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }
}
