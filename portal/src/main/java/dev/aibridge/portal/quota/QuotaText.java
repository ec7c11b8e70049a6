package dev.aibridge.portal.quota;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of quota management. The texts are in `messages/quota*.properties`.
@MessageBundle("quota")
public interface QuotaText {
    String title();

    String topUp();

    String orders();

    String available();

    String daysLeft(long days);

    String lessThanADay();

    String moreThanAYear();

    String notSpent();

    String empty();

    String aDay(String tokens);

    String posted();

    String postedWhy();

    String free();

    String freeWhy();

    String leased();

    String leasedWhy();

    String frozen();

    String frozenWhy();

    String starter();

    String starterWhy();

    String noStarter();

    String lastTopUp();

    String lastTopUpWhy(String money, String date);

    String noTopUp();

    String atZero();

    String atZeroWhy();

    String limits();

    String limitsWhy();

    String allTogether();

    String key();

    String rpm();

    String noLimit();

    String models();

    String allModels();

    String noModels();

    String expires();

    String never();

    String state();

    String active();

    String disabled();

    String expired();

    String suspended();

    String higher();

    String toKeys();

    String ledger();

    String ledgerAway();

    String ledgerAwayWhy();

    String noLines();

    String noLinesWhy();

    String when();

    String what();

    String change();

    String balance();

    String usageNote();

    String requests();

    String newest();

    String kindUsage();

    String kindTopUp();

    String kindStarter();

    String kindVoucher();

    String kindRefund();

    String kindRefundFailed();

    String kindDebtRepaid();

    String kindDisputeWon();

    String kindDisputeLost();

    String owed(String tokens);

    String owedWhy();

    String kindGiven();

    String kindTaken();

    String kindHanded();

    String kindHandedBack();

    String kindFromAgent();

    String kindBackToAgent();

    String agent(String name);

    String agentWhy();
}
