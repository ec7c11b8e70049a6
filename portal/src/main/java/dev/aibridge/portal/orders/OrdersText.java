package dev.aibridge.portal.orders;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of top-up and orders. The texts are in `messages/orders*.properties`.
@MessageBundle("orders")
public interface OrdersText {
    String title();

    String topUp();

    String topUpLede();

    String choose();

    String bonus(String tokens);

    String perMillion(String price);

    String quantity();

    String quantityHint();

    String total();

    String totalUnknown();

    String showTotal();

    String pay(String sum);

    String payWhy();

    String balanceNow();

    String noProducts();

    String noProductsWhy();

    String notOnSale();

    String otherTotal();

    String otherTotalWhy();

    String unsure();

    String unsureOrder();

    String unsureAgain();

    String sendAgain();

    String tooMany();

    String tooManyWhy(long minutes);

    String none();

    String noneWhy();

    String away();

    String awayWhy();

    String order();

    String number();

    String tokens();

    String amount();

    String state();

    String actions();

    String orderedAt();

    String creditedAt();

    String newest();

    String payNow();

    String again();

    String giveUp();

    String giveUpWhy();

    String payAgainWhy();

    String stateAwaiting();

    String stateAbandoned();

    String statePaid();

    String stateCredited();

    String stateReview();

    String aboutAwaiting();

    String aboutAwaitingWhy();

    String aboutAbandoned();

    String aboutPaid();

    String aboutCredited();

    String buyAgain();

    String seeLedger();

    String review();

    String reviewWhy();

    String reviewAsk();

    String faultAmount();

    String faultCurrency();

    String faultMode();

    String faultOrder();

    String faultPaidTwice();

    String done();

    String doneCredited();

    String doneCreditedWhy(String tokens);

    String balance();

    String doneWaiting();

    String doneWaitingWhy();

    String doneResting();

    String doneRestingWhy();

    String donePaid();

    String doneAway();

    String doneAwayWhy();

    String lookAgain();

    String toOrder();

    String createKey();

    String cancelled();

    String cancelledWhy();

    String cancelledGone();

    String free();

    String other();

    String refund();

    String refundLede();

    String refundNow(String sum);

    String refundPart();

    String refundPartHint(String sum);

    String refundShow();

    String refundBack();

    String refundTokens();

    String refundBonus();

    String refundHint();

    String refundUnspent();

    String refundUnspentWhy(String sum);

    String refundAmountWrong(String currency);

    String refundMost(String sum);

    String noRefund();

    String refundLimit();

    String refundDisputed();

    String refundNothing();

    String refundLess();

    String refundBefore();

    String unsureRefund();

    String refunds();

    String refundAsked();

    String refundPending();

    String refundSucceeded();

    String refundFailed();

    String disputes();

    String disputeInquiry();

    String disputeOpen();

    String disputeWon();

    String disputeLost();

    String disputeWhy();

    String when();

    String standingPaymentPending();

    String aboutPending();

    String aboutPendingWhy();

    String receipts();

    String receiptsDetails();

    String receiptNumber();

    String receiptKind();

    String receipt();

    String creditNote();

    String reversal();

    String download();

    String standingRefundPending();

    String standingPartly();

    String standingRefunded();

    String standingDisputed();

    String standingChargedBack();
}
