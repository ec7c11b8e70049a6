package dev.aibridge.portal.keys;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the pages about keys. The texts are in `messages/keys*.properties`.
@MessageBundle("keys")
public interface KeysText {
    String title();

    String lede();

    String create();

    String none();

    String noneWhy();

    String find();

    String state();

    String stateAll();

    String stateActive();

    String stateDisabled();

    String stateExpired();

    String stateSuspended();

    String show();

    String nothingFound();

    String showAll();

    String count(int keys, int most);

    String countWhy();

    String key();

    String lastDays();

    String lastDaysTold(String name);

    String used();

    String usedRequests(String requests);

    String limits();

    String perMinute(String requests);

    String allModels();

    String models(int models);

    String lastUsed();

    String notYet();

    String unknown();

    String away();

    String created();

    String createdOn(String day);

    String createdBy(String day, String who);

    String neverExpires();

    String expiresOn(String day);

    String expiredOn(String day);

    String newTitle();

    String newWhy();

    String name();

    String nameHint();

    String expires();

    String never();

    String inDays(int days);

    String allowed();

    String allowedHint();

    String noModels();

    String rpm();

    String rpmHint(String most);

    String suspended();

    String suspendedWhy();

    String tooMany(int most);

    String tooManyWhy();

    String madeBefore(String name);

    String madeBeforeWhy();

    String madeBeforeGone();

    String toKey();

    String saveNow(String name);

    String saveNowWhy();

    String secret();

    String waiting();

    String waitingWhy();

    String resting();

    String restingWhy();

    String nothingHappens();

    String lookAgain();

    String arrived();

    String arrivedWhy(String model, String tokens);

    String arrivedFree(String model);

    String arrivedFailed();

    String arrivedFailedWhy(String model, int status);

    String seeUsage();

    String saved();

    String doneRenamed();

    String doneDisabled();

    String doneEnabled();

    String doneDeleted();

    String usage();

    String requests();

    String failed();

    String tokens();

    String toUsage();

    String recent();

    String allRequests();

    String noRequests();

    String when();

    String model();

    String result();

    String charged();

    String took();

    String rename();

    String renameTitle();

    String disable();

    String disableTitle();

    String disableWhy();

    String enable();

    String enableTitle();

    String enableWhy();

    String delete();

    String deleteTitle();

    String deleteWhy();

    String typeName(String name);

    String notTheName();

    String changeLimits();
}
