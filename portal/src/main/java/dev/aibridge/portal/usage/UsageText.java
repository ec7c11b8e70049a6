package dev.aibridge.portal.usage;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of usage. The texts are in `messages/usage*.properties`.
@MessageBundle("usage")
public interface UsageText {
    String title();

    String summary();

    String requests();

    String csv();

    String period();

    String last24h();

    String last7d();

    String last30d();

    String from();

    String to();

    String zone();

    String step();

    String byHour();

    String byDay();

    String by();

    String byModel();

    String byKey();

    String model();

    String allModels();

    String key();

    String allKeys();

    String clear();

    String onlyFailed();

    String notADate();

    String badDates();

    String tooLong(int days);

    String tooManyHours(int days);

    String tooMuch();

    String noZone();

    String charged();

    String asInLedger();

    String onUs(String tokens);

    String worth();

    String atPrice(String price);

    String failed();

    String failedFree(String count);

    String fromCache();

    String cachedOf(String tokens, String all);

    String chartByModelDay();

    String chartByModelHour();

    String chartByKeyDay();

    String chartByKeyHour();

    String chartAbout(String from, String to, String zone);

    String daysBegin(String zone);

    String hoursIn(String zone);

    String others(String count);

    String perDay();

    String perHour();

    String when();

    String input();

    String cached();

    String output();

    String share();

    String sum();

    String none();

    String noneWhy();

    String away();

    String awayWhy();

    String state();

    String balanceAfter();

    String firstByte();

    String duration();

    String arithmetic();

    String servedBy(String channel);

    String free();

    String partly(String tokens);

    String noRequests();

    String noRequestsWhy();

    String keptSince(String day);

    String toKeys();

    String newest();

    String outcomeCompleted();

    String outcomeClientLeft();

    String outcomeEmpty();

    String outcomeRefused();

    String outcomeFailed();

    String outcomeBroken();

    String outcomeAbandoned();

    String bucketInput();

    String bucketCacheRead();

    String bucketCacheWrite5m();

    String bucketCacheWrite30m();

    String bucketCacheWrite1h();

    String bucketInputAudio();

    String bucketOutput();

    String bucketReasoning();

    String bucketOutputAudio();

    String bucketWebSearch();

    String bucketWebFetch();

    String bucketCodeRun();

    String bucketImage();

    String bucketRequest();

    String factor();

    String perModel();

    String perKey();
}
