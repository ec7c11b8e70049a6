package dev.aibridge.portal.overview;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the overview. The texts are in `messages/overview*.properties`.
@MessageBundle("overview")
public interface OverviewText {
    String title();

    String balance();

    String daysLeft(long days);

    String manyDaysLeft();

    String lastToday();

    String empty();

    String worthLast(String sum);

    String worthNow(String sum);

    String perDay(String tokens);

    String lastTopUp();

    String lastTopUpOn(String tokens, String day);

    String never();

    String starterTokens();

    String today();

    String yesterday(String tokens);

    String lastSeven();

    String sevenBefore(String tokens);

    String lastThirty();

    String perDayMean(String tokens);

    String requests();

    String requestsTold();

    String failed();

    String failedCount(String count);

    String failedTold();

    String firstToken();

    String firstTokenOf(long requests);

    String chart();

    String chartAbout(String from, String to, String zone);

    String others(long models);

    String toUsage();

    String day();

    String all();

    String fourteenDays();

    String topModels();

    String allModels();

    String topKeys();

    String allKeys();

    String model();

    String key();

    String share();

    String inThirty();

    String recentFailures();

    String allFailures();

    String noFailures();

    String when();

    String result();

    String why();

    String whyEmpty();

    String whyRefused();

    String whyFailed();

    String whyBroken();

    String whyAbandoned();

    String quiet();

    String quietWhy();

    String newcomer();

    String stepTokens();

    String stepTokensDone(String tokens);

    String stepTokensWhy();

    String stepKey();

    String stepKeyWhy();

    String stepKeyDone();

    String createKey();

    String stepCall();

    String stepCallWhy();

    String stepCallNow();

    String done();
}
