package dev.aibridge.portal.system;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the page of system settings. The texts are in `messages/system*.properties`.
@MessageBundle("system")
public interface SystemText {

    String title();

    String lede();

    String saved();

    String contact();

    String contactHint();

    String contactWrong();

    String signUp();

    String open();

    String closed();

    String signUpHint();

    String starter();

    String starterHint();

    String changed(String who, String at);

    String unchanged();

    String reason();

    String reasonHint();

    String books();

    String booksHold(String at);

    String booksBroken(long count, String at);

    String booksAway();

    String booksList();

    String holds();

    String broken();

    String code();

    String finding();

    String history();
}
