package dev.aibridge.portal.audit;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the audit log. The texts are in `messages/audit*.properties`.
@MessageBundle("audit")
public interface AuditText {

    String title();

    String lede();

    String actor();

    String action();

    String actionHint();

    String tenant();

    String from();

    String to();

    String apply();

    String reset();

    String noId();

    String noDay();

    String dayOrder();

    String none();

    String noneWhy();

    String time();

    String what();

    String why();

    String changed();

    String becomes();

    String newest();

    String about();
}
