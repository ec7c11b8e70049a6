package dev.aibridge.portal.caps;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of spend caps. The texts are in `messages/caps*.properties`.
@MessageBundle("caps")
public interface CapsText {
    String title();

    String why();

    String none();

    String away();

    String change();

    String changeAll();

    String done();

    String of();

    String allTogether();

    String window();

    String day();

    String week();

    String month();

    String total();

    String cap();

    String used();

    String left();

    String ends();

    String never();

    String byUs();

    String capOf(String name);

    String capOfAll();

    String lede(String zone);

    String toZone();

    String field(String window);

    String fieldCeiling(String window);

    String hint();

    String hintUsed(String used);

    String hintCeiling(String ceiling);

    String aboveCeiling(String ceiling);

    String effect();

    String ceilings();

    String ceilingsOf(String name);

    String ceilingsLede();

    String ceilingsDone();

    String ceilingsHint();

    String reason();

    String reasonHint();

    String toCeilings();

    String toCeilingsOf(String name);
}
