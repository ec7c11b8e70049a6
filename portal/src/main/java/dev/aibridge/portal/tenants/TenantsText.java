package dev.aibridge.portal.tenants;

import io.quarkus.qute.i18n.MessageBundle;

/// Words of the pages about tenants. The texts are in `messages/tenants*.properties`.
@MessageBundle("tenants")
public interface TenantsText {

    String title();

    String lede();

    String find();

    String findLabel();

    String findHint();

    String everything();

    String none();

    String noneWhy();

    String balancesAway();

    String balancesAwayWhy();

    String tenant();

    String status();

    String active();

    String suspended();

    String closed();

    String balance();

    String available();

    String posted();

    String held();

    String created();

    String seen();

    String never();

    String noWallet();

    String newest();

    String allTenants();

    String id();

    String reason();

    String because(String reason);

    String credit();

    String limits();

    String suspend();

    String resume();

    String history();

    String doneSuspended();

    String doneResumed();

    String doneCredited();

    String doneLimited();

    String doneAppointed();

    String doneKey();

    String members();

    String name();

    String email();

    String role();

    String owner();

    String member();

    String noMembers();

    String keys();

    String key();

    String noKeys();

    String disabled();

    String expired();

    String rpm();

    String ownRpm();

    String models();

    String agent();

    String isAgent();

    String isNoAgent();

    String customerOf();

    String nobodys();

    String allModels();

    String someModels(int count);

    String oneModel();

    String spent();

    String lastUsed();

    String change();

    String changeKey(String name);

    String usage();

    String requests();

    String failed(String count);

    String cost();

    String sparkTold(String total);

    String noUsage();

    String model();

    String ledger();

    String wholeLedger();

    String noLedger();

    String time();

    String what();

    String amount();

    String balanceAfter();

    String kindUsage();

    String kindTopUp();

    String kindPromotion();

    String kindAdjustment();

    String kindHandover();

    String kindTakeBack();

    String orders();

    String noOrders();

    String order();

    String price();

    String state();

    String stateAwaiting();

    String stateAbandoned();

    String statePaid();

    String stateCredited();

    String stateReview();

    String suspendTitle(String name);

    String suspendEffect();

    String suspendReasonHint();

    String suspendDo();

    String notActive();

    String resumeTitle(String name);

    String resumeEffect();

    String auditReasonHint();

    String resumeDo();

    String notSuspended();

    String creditTitle(String name);

    String creditLede();

    String tokens();

    String tokensHint();

    String creditReasonHint();

    String preview();

    String notNothing();

    String insufficient();

    String keyReused();

    String previewTitle();

    String availableNow();

    String given();

    String taken();

    String availableThen();

    String previewMoves();

    String give(String tokens);

    String take(String tokens);

    String edit();

    String unsure();

    String unsureWhy();

    String sendAgain();

    String limitsTitle(String name);

    String limitsLede();

    String keyLimitsLede(String name);

    String rpmHint();

    String tenantRpmHint();

    String modelsAll();

    String modelsSome();

    String modelsHint();

    String noneTicked();

    String keyState();

    String keyOn();

    String keyOff();

    String keyOffHint();

    String saveEffect();
}
