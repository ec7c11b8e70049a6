package dev.aibridge.portal.channel;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the pages about channels. The texts are in `messages/channels*.properties`.
@MessageBundle("channels")
public interface ChannelsText {
    String title();

    String lede();

    String channel();

    String state();

    String on();

    String off();

    String address();

    String key();

    String keyOfEnvironment();

    String keyStored();

    String keyNone();

    String noModels();

    String test();

    String testOf(String channel);

    String noToken();

    String gatewayAwayNote();

    String allChannels();

    String facts();

    String vendor();

    String models();

    String variables();

    String variablesWin();

    String testTitle();

    String testHint();

    String testModel();

    String firstModel();

    String testRun();

    String testOk();

    String testFailed();

    String status();

    String firstByte();

    String whole();

    String tokensUsed();

    String inAndOut(String in, String out);

    String keyUsed();

    String switchTitle();

    String isOn();

    String isOff();

    String switchOff();

    String switchOn();

    String offOthers();

    String offNone(String models);

    String offNothing();

    String onAgain();

    String keyTitle();

    String keyFromEnvironment(String name);

    String keyIsStored(String at);

    String keyIsStoredBy(String at, String who);

    String keyStoredOnly(String at);

    String keyStoredOnlyBy(String at, String who);

    String keyIsNone();

    String newKey();

    String keyHint();

    String keySave();

    String keyReplace();

    String keyRemove();

    String keyRemoveHint();

    String noKeyKey();

    String keyUnfit(int most);

    String addressTitle();

    String addressHint();

    String addressKey();

    String addressKeyHint();

    String addressKeyOptional();

    String addressSave();

    String addressNow();

    String urlMalformed();

    String urlClear();

    String urlSame();

    String urlUnusable();

    String urlFixed(String name);

    String sourceUnknown();

    String moved();

    String doneOn();

    String doneOff();

    String doneKey();

    String doneKeyless();

    String doneAddress();

    String noModel();

    String noKey();

    String keyLocked();

    String unusableSettings();

    String vendorSlow();

    String vendorAway(String says);

    String vendorRefused(String says);

    String unusableAnswer(String says);

    String gatewayAway();

    String tokenRefused();

    String testsBusy();

    String catalogueAway();

    String gatewayUnaware();

    String noTestRoute();

    String gatewayRefused(String code);
}
