package dev.aibridge.portal.reconciliation;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the page about reconciliation. The texts are in `messages/reconciliation*.properties`.
@MessageBundle("reconciliation")
public interface ReconciliationText {

    String title();

    String lede();

    String run();

    String runUsage();

    String doneRun();

    String doneUsage();

    String doneSome();

    String noAccounts();

    String with();

    String doneResolved();

    String running();

    String stripeAway();

    String findings();

    String none();

    String noneWhy();

    String subject();

    String kind();

    String missingHere();

    String missingThere();

    String differs();

    String day();

    String ours();

    String theirs();

    String nothing();

    String settle();

    String settleOf(String subject);

    String settleTitle();

    String note();

    String noteHint();

    String foundAt();

    String runs();

    String noRuns();

    String began();

    String by();

    String night();

    String compared();

    String open();

    String failed();

    String books();

    String booksHold(String time);

    String booksBroken(long count, String time);

    String booksList();

    String holds();

    String broken();
}
