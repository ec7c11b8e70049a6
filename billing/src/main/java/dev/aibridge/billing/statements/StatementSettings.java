package dev.aibridge.billing.statements;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How much one statement may ask of the database.
@ConfigMapping(prefix = "aibridge.statements")
public interface StatementSettings {

    /// Items on a page that names no limit.
    @WithDefault("50")
    int pageItems();

    /// The most items on a page.
    @WithDefault("200")
    int pageItemsMax();

    /// The most days that a usage statement covers: a year and the month to compare it with.
    @WithDefault("400")
    int usageDays();

    /// The most rows of a usage statement: a year of hours for two groups.
    @WithDefault("20000")
    int usageRows();

    /// How many UTC days the usage of keys looks back, today's included.
    @WithDefault("90")
    int keyDays();

    /// The most tenants whose balances are asked for at once.
    @WithDefault("200")
    int balances();
}
