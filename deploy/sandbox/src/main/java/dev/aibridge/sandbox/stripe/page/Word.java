package dev.aibridge.sandbox.stripe.page;

/// What the page says, in English and Chinese.
enum Word {
    TEST_MODE("Sandbox: no real money", "沙盒：不涉及真实资金"),
    TITLE("Pay", "付款"),
    TOTAL("Total", "合计"),
    EMAIL("E-mail", "电子邮箱"),
    METHOD("Payment method", "付款方式"),
    CARD("Card", "银行卡"),
    LATER("Bank debit, confirmed later (delayed)", "银行扣款，稍后确认（延迟到账）"),
    NUMBER("Card number", "卡号"),
    NUMBER_HINT("For example 4242 4242 4242 4242", "例如 4242 4242 4242 4242"),
    EXPIRY("Expiry (MM / YY)", "有效期（月 / 年）"),
    CVC("Security code (CVC)", "安全码 (CVC)"),
    NAME("Name on the card", "持卡人姓名"),
    PAY("Pay", "支付"),
    BACK("Cancel and go back", "取消并返回"),
    RETURN("Back to the shop", "返回商家"),
    PROBLEM("The payment did not go through. Nothing was charged.", "付款未成功，未扣款。"),
    BAD_EMAIL("Enter an e-mail address like name@example.com.", "请输入邮箱，例如 name@example.com。"),
    BAD_METHOD("Choose card or bank debit.", "请选择银行卡或银行扣款。"),
    BAD_NUMBER("Your card number is invalid.", "卡号无效。"),
    BAD_EXPIRY("Enter month and year, not in the past, like 12 / 34.", "请输入未过期的月和年，例如 12 / 34。"),
    BAD_CVC("Enter the 3 or 4 digits of the security code.", "请输入 3 或 4 位安全码。"),
    BAD_NAME("Enter a name.", "请输入姓名。"),
    DECLINED("Your card was declined.", "您的银行卡被拒绝。"),
    NO_FUNDS("Your card has insufficient funds.", "您的银行卡余额不足。"),
    EXPIRED_CARD("Your card has expired.", "您的银行卡已过期。"),
    WRONG_CVC("Your card's security code is incorrect.", "安全码不正确。"),
    PROCESSING("The card could not be processed. Try again in a moment.", "无法处理此卡，请稍后重试。"),
    NOT_A_TEST_CARD(
            "Your card was declined: this is a sandbox, use a test card.", "您的卡被拒绝：这是沙盒，请使用测试卡。"),
    PAID_TITLE("This payment is complete", "此付款已完成"),
    PAID("It was paid before; you are not charged again.", "此前已付款，不会再次扣款。"),
    PENDING("The bank debit was started; you are not charged again.", "银行扣款已发起，不会再次扣款。"),
    EXPIRED_TITLE("This checkout has expired", "此结账页面已过期"),
    EXPIRED("Nothing was charged. Start again from the shop.", "未扣款，请从商家页面重新开始。"),
    UNKNOWN_TITLE("There is no such checkout", "没有这个结账页面"),
    UNKNOWN("Check the address or start again from the shop.", "请检查网址或从商家页面重新开始。");

    private final String english;
    private final String chinese;

    Word(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    /// @param language `zh` or any other for English
    String in(String language) {
        return language.equals("zh") ? chinese : english;
    }
}
