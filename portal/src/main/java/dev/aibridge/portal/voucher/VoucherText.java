package dev.aibridge.portal.voucher;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the pages about vouchers. The texts are in `messages/voucher*.properties`.
@MessageBundle("voucher")
public interface VoucherText {

    String redeemTitle();

    String redeemLede();

    String code();

    String codeHint();

    String redeem();

    String redeemed(String tokens);

    String redeemedWhy();

    String notFound();

    String used();

    String revokedBefore();

    String over();

    String tooMany(long minutes);

    String unsure();

    String unsureWhy();

    String title();

    String lede();

    String make();

    String none();

    String noneWhy();

    String voucher();

    String note();

    String noteHint();

    String count();

    String countHint();

    String tokens();

    String tokensHint();

    String last();

    String lastHint();

    String dayWrong();

    String dayOver();

    String state();

    String open();

    String wasRedeemed();

    String wasRevoked();

    String wasOver();

    String by();

    String made();

    String ends();

    String never();

    String revoke();

    String revokeOf(String lastFour);

    String doneRevoked(String lastFour);

    String tooLate();

    String madeTitle(int count);

    String madeWhy();

    String codes();

    String back();

    String again();

    String refused(String why);
}
