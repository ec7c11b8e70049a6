package dev.aibridge.portal.alerts;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the page about alerts. The texts are in `messages/alerts*.properties`.
@MessageBundle("alerts")
public interface AlertsText {

    String title();

    String lede();

    String away();

    String awayWhy();

    String rules();

    String rulesWhy();

    String noRules();

    String rule();

    String state();

    String actions();

    String balanceBelow(String tokens);

    String daysBelow(long days);

    String capReached(long percent);

    String capTold();

    String armed();

    String told();

    String toldWhy();

    String end();

    String add();

    String kind();

    String kindBalance();

    String kindDays();

    String kindCap();

    String threshold();

    String thresholdHint();

    String exists();

    String endpoints();

    String endpointsWhy();

    String noEndpoints();

    String url();

    String urlHint();

    String urlWrong();

    String addEndpoint();

    String tooMany();

    String off();

    String test();

    String added();

    String addedWhy();

    String secret();

    String verify();

    String back();

    String deliveries();

    String noDeliveries();

    String when();

    String what();

    String to();

    String typeBalance();

    String typeDays();

    String typeCap();

    String typeTest();

    String typeDeclined();

    String typeStopped();

    String typeCapped();

    String due(int attempts);

    String done();

    String givenUp();

    String unsure();

    String unsureWhy();

    String doneSaved();

    String doneTested();
}
