package dev.aibridge.portal.orders;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the page about auto top-up. The texts are in `messages/auto*.properties`.
@MessageBundle("auto")
public interface AutoText {

    String title();

    String lede();

    String off();

    String offWhy();

    String on(String sum, String cap);

    String onWhy(String card, String last);

    String stopped(String reason);

    String stoppedSale();

    String stoppedOwner();

    String stoppedWhy();

    String turnOff();

    String turnOn();

    String product();

    String threshold();

    String thresholdHint();

    String cap();

    String capHint();

    String capWrong(String currency);

    String capTooLow();

    String card();

    String otherCard();

    String cardWhy(String sum);

    String saveCard(String sum);

    String notOnSale();

    String noCardYet();

    String notDone();

    String away();

    String awayWhy();

    String nothing();
}
