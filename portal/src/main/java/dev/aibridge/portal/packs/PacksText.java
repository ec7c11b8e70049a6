package dev.aibridge.portal.packs;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the page about products. The texts are in `messages/packs*.properties`.
@MessageBundle("packs")
public interface PacksText {
    String lede();

    String starter(String tokens);

    String paidFor(String tokens);

    String bonus(String tokens);

    String noBonus();

    String rate(String price, String currency);

    String buy(String name);

    String away();

    String awayWhy();

    String counts();

    String countsWhy();

    String pays();

    String paysWhy();

    String lasts();

    String lastsWhy();

    String seeModels();
}
