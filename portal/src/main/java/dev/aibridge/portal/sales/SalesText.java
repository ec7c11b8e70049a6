package dev.aibridge.portal.sales;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the pages about everybody's orders. The texts are in `messages/sales*.properties`.
@MessageBundle("sales")
public interface SalesText {

    String title();

    String lede();

    String number();

    String numberWrong();

    String state();

    String all();

    String apply();

    String none();

    String noneWhy();

    String order();

    String buyer();

    String amount();

    String payments();

    String payment();

    String seen();

    String standing();

    String credited();

    String decided();

    String waits();

    String fault();

    String credit();

    String giveBack();

    String decide();

    String reason();

    String reasonHint();

    String refund();

    String refundHint();

    String refundShow();

    String refundNow(String sum);

    String tokens();

    String bonus();

    String back();

    String most(String sum);

    String amountWrong(String currency);

    String noRefund();

    String disputed();

    String less();

    String creditedBefore();

    String otherMode();

    String wentBack();

    String sentBefore();

    String doneRefunded();

    String doneCredited();

    String doneReturned();

    String unsure();

    String unsureWhy();
}
