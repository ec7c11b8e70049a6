package dev.aibridge.portal.docs;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// Words of the docs. The texts are in `messages/docs*.properties`; those with code in them hold
/// its markup.
@MessageBundle("docs")
interface DocsText {
    String title();

    String lede();

    String contents();

    String quick();

    String step1();

    String step1Why();

    String starter(String tokens);

    String step2();

    String step2Why();

    String toKeys();

    String yourKey();

    String step3();

    String step3Why();

    String step4();

    String step4Why();

    String step4Own();

    String noModel();

    String step5();

    String step5Why();

    String base();

    String baseWhy();

    String route();

    String does();

    String routeChat();

    String routeEmbeddings();

    String routeModels();

    String routeModel();

    String routeCredits();

    String models();

    String modelsWhy();

    String toModels();

    String stream();

    String streamWhy();

    String streamCost();

    String who();

    String whoWhy();

    String header();

    String says();

    String headModel();

    String headAttempts();

    String headCost();

    String headDropped();

    String headLimit();

    String headRequest();

    String limits();

    String limit402();

    String limit429();

    String limitCap();

    String limitBusy();

    String higher();

    String errors();

    String errorsWhy();

    String toErrors();

    String privacy();

    String privacyWhy();

    String errorsLede();

    String envelope();

    String status();

    String code();

    String meaning();

    String againHead();

    String byVendor();

    @Message
    String again(GatewayError.Again again);

    @Message
    String error(GatewayError error);
}
