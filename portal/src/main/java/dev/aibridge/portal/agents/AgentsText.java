package dev.aibridge.portal.agents;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the pages about agents and their customers. The texts are in
/// `messages/agents*.properties`.
@MessageBundle("agents")
public interface AgentsText {

    String title();

    String lede();

    String invite();

    String statement();

    String none();

    String noneWhy();

    String customer();

    String holds();

    String fromYou();

    String unspent();

    String spent();

    String isAgent();

    String suspendedBadge();

    String closedBadge();

    String handOn();

    String takeBack();

    String doneOn();

    String doneBack();

    String doneWithdrawn();

    String late();

    String away();

    String awayWhy();

    String openInvitations();

    String invitedFor();

    String invited();

    String ends();

    String withdraw();

    String withdrawOf(String note);

    String moved();

    String when();

    String amount();

    String note();

    String nothingMoved();

    String onTitle(String name);

    String backTitle(String name);

    String onLede();

    String backLede();

    String yours();

    String left();

    String tokens();

    String tokensHint();

    String noteLabel();

    String noteHint();

    String reason();

    String reasonHint();

    String check();

    String onPreview();

    String backPreview();

    String to();

    String from();

    String edit();

    String sendAgain();

    String unsure();

    String unsureWhy();

    String moreThanYours();

    String moreThanLeft();

    String suspended();

    String keyReused();

    String inviteTitle();

    String inviteLede(long days);

    String inviteNote();

    String inviteNoteHint();

    String makeLink();

    String linkTitle(String note);

    String linkWhy(long days);

    String link();

    String back();

    String joinTitle(String agent);

    String joinLede(String agent);

    String joinSees();

    String joinBack();

    String accept();

    String noThanks();

    String over();

    String hasAgent();

    String joinCircle();

    String notOwner();

    String statementTitle();

    String statementLede(String zone);

    String fromMonth();

    String toMonth();

    String monthWrong();

    String monthOrder(int most);

    String show();

    String csv();

    String noRows();

    String month();

    String handed();

    String takenBack();

    String spentMonth();

    String adminTitle();

    String adminLede();

    String adminNone();

    String adminNoneWhy();

    String agent();

    String status();

    String above();

    String customers();

    String nobody();

    String appointTitle(String name);

    String handsOn();

    String handsOnHint();

    String yes();

    String no();

    String aboveHint();

    String adminReason();

    String adminReasonHint();

    String circle();

    String save();
}
