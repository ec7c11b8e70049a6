package dev.aibridge.portal.pricing;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the admin's pages about models. The texts are in `messages/pricing*.properties`.
@MessageBundle("pricing")
public interface PricingText {
    String title();

    String groupsTitle();

    String groupsLede();

    String groupsNone();

    String group();

    String groupHint();

    String groupUnfit();

    String groupFactor();

    String groupFactorHint();

    String groupNext();

    String groupTenants();

    String groupDone(String group);

    String lede();

    String model();

    String status();

    String input();

    String output();

    String next();

    String channels();

    String noPrice();

    String noChannel();

    String fromTime(String at);

    String recommended();

    String available();

    String backup();

    String hidden();

    String allModels();

    String publicPage();

    String facts();

    String vendor();

    String context();

    String longest();

    String inForce();

    String inForceFirst(String book);

    String inForceBook(String book, String at);

    String pricesTitle();

    String pricesHint();

    String comingNote(String book, String at);

    String bucket();

    String scheduled();

    String newValue();

    String perMillion();

    String priceOld();

    String priceThen();

    String perM(String price);

    String each(String price);

    String cacheRead();

    String cacheWrite5();

    String cacheWrite30();

    String cacheWrite60();

    String audioIn();

    String reasoning();

    String audioOut();

    String webSearch();

    String webFetch();

    String codeRun();

    String image();

    String request();

    String rate(String product);

    String noRate();

    String when();

    String whenNow();

    String whenLater();

    String at();

    String atHint(String zone);

    String why();

    String whyHint();

    String preview();

    String notDecimal();

    String tooDear(String most);

    String notAhead(long days);

    String bookComes(String book);

    String overtaken();

    String nothingChanged();

    String previewTitle();

    String previewAtOnce(String model);

    String previewLater(String at, String model);

    String previewRest();

    String previewFinal();

    String old();

    String then();

    String publish();

    String back();

    String doneBook();

    String statusTitle();

    String statusHint();

    String statusSave();

    String doneStatus();

    String channelsTitle();

    String channelsHint();

    String channelsNone();

    String channelsStop();

    String channelOff();

    String channelsSave();

    String doneChannels();

    String aliasesTitle();

    String aliasesHint();

    String aliasesNone();

    String alias();

    String position();

    String aliasAdd();

    String aliasRemove();

    String aliasRemoveOf(String alias);

    String aliasRemoveHint();

    String doneAlias();

    String aliasUnfit();

    String aliasIsModel();

    String aliasTaken(String model);

    String changed();
}
