package dev.aibridge.portal.assortment;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the pages about products. The texts are in `messages/assortment*.properties`.
@MessageBundle("assortment")
public interface AssortmentText {

    String title();

    String lede();

    String add();

    String saved(String id);

    String none();

    String noneWhy();

    String product();

    String id();

    String idHint();

    String idWrong();

    String idTaken();

    String name();

    String nameHint();

    String tokens();

    String tokensHint();

    String bonus();

    String bonusHint();

    String bonusTooMuch();

    String price();

    String priceHint();

    String priceWrong(String currency, String example);

    String priceBounds(String least, String most);

    String currency();

    String currencyHint();

    String currencyWrong();

    String state();

    String onSale();

    String offSale();

    String activeLabel();

    String activeHint();

    String position();

    String positionHint();

    String change();

    String changeOf(String name);

    String effect();

    String refused(String why);
}
