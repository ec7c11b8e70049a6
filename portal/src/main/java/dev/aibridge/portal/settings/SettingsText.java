package dev.aibridge.portal.settings;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the settings. The texts are in `messages/settings*.properties`.
@MessageBundle("settings")
public interface SettingsText {
    String title();

    String saved();

    String profile();

    String profileWhy();

    String name();

    String email();

    String toAccount();

    String pages();

    String zone();

    String zoneHint();

    String organisation();

    String tenant();

    String tenantHint();

    String onlyOwner();

    String billing();

    String billingLede();

    String billingAway();

    String billingAwayWhy();

    String company();

    String companyHint();

    String address();

    String addressHint();

    String taxId();

    String taxIdHint();
}
