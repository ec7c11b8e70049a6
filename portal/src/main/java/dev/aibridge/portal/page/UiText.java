package dev.aibridge.portal.page;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the frame, of forms and of errors. The texts are in `messages/ui*.properties`.
@MessageBundle("ui")
public interface UiText {
    String brand();

    String skip();

    String menu();

    String mainNav();

    String account();

    String models();

    String products();

    String docs();

    String signIn();

    String signUp();

    String signOut();

    String toOverview();

    String groupBuild();

    String groupMoney();

    String groupYou();

    String overview();

    String keys();

    String quota();

    String usage();

    String topUp();

    String orders();

    String customers();

    String settings();

    String administration();

    String customerSide();

    String admin();

    String groupTraffic();

    String groupPeople();

    String channels();

    String adminModels();

    String allOrders();

    String vouchers();

    String reconciliation();

    String tenants();

    String agents();

    String audit();

    String system();

    String help();

    String support();

    String theme();

    String themeSystem();

    String themeLight();

    String themeDark();

    String apply();

    String language();

    String tokens();

    String balanceUnknown();

    String copy();

    String copied();

    String close();

    String cancel();

    String save();

    String retry();

    String newer();

    String older();

    String pages();

    String sameAsTable();

    String timesIn(String zone);

    String suspended();

    String suspendedWhy();

    String moneyAway();

    String moneyAwayWhy();

    String wrongTitle();

    String missing();

    String tooLong(int most);

    String unprintable();

    String notWhole();

    String outOfBounds(long least, long most);

    String notOffered();

    String requestId();

    String error400();

    String error400Why();

    String error401();

    String error401Why();

    String error401Kept();

    String sendAgain();

    String error403();

    String error403Why();

    String errorForm();

    String errorFormWhy();

    String error404();

    String error404Why();

    String error405();

    String error405Why();

    String error409();

    String error409Why();

    String error413();

    String error413Why();

    String error429();

    String error429Why();

    String error500();

    String error500Why();

    String error503();

    String error503Why();

    String signInAway();

    String signInAwayWhy();

    String signUpClosed();

    String signUpClosedWhy();

    String unverified();

    String unverifiedWhy();

    String tenantClosed();

    String tenantClosedWhy();

    String toHome();
}
