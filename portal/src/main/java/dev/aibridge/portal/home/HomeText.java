package dev.aibridge.portal.home;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the first page. The texts are in `messages/home*.properties`.
@MessageBundle("home")
public interface HomeText {
    String title();

    String head();

    String lede();

    String quickStart();

    String starter(String tokens);

    String noStarter();

    String change();

    String anyOf(String models);

    String pricesHead();

    String pricesWhy();

    String allModels(String models);

    String atPack(String pack);

    String packs();

    String packsWhy();

    String perMillion(String price);

    String how();

    String howWhy();

    String way();

    String wayTold();

    String wayApp();

    String wayKey();

    String wayHeld();

    String wayVendor();

    String wayRest();

    String wayModel();

    String step1();

    String step1Why();

    String step2();

    String step2Why();

    String step3();

    String step3Why();

    String step4();

    String step4Why();

    String hold();

    String hold1();

    String hold1Why();

    String hold2();

    String hold2Why();

    String hold3();

    String hold3Why();

    String hold4();

    String hold4Why();

    String hold5();

    String hold5Why();

    String hold6();

    String hold6Why();
}
