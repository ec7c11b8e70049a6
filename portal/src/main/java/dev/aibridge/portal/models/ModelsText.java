package dev.aibridge.portal.models;

import dev.aibridge.common.pricing.Bucket;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/// Words of the pages about models. The texts are in `messages/models*.properties`.
@MessageBundle("models")
public interface ModelsText {
    String lede(String models, String vendors);

    String ledeAway();

    String query();

    String vendor();

    String anyVendor(String vendors);

    String contextLeast();

    String any();

    String ability();

    String anything();

    String chat();

    String images();

    String embeddings();

    String pricedAt();

    String search();

    String found(String found, String all);

    String nothing();

    String nothingWhy();

    String showAll();

    String model();

    String context();

    String perMillion(String currency);

    String multiplier();

    String input();

    String cached();

    String output();

    String none();

    String pricesAway();

    String workOut();

    String workOutWhy();

    String change();

    String changeWhy();

    String names();

    String namesWhy();

    String recommended();

    String backup();

    String facts();

    String type();

    String longest();

    String otherNames();

    String imageTokens(String tokens);

    String noTools();

    String streams();

    String tokens(String count);

    String call();

    String callWhy();

    String prices();

    String pricesWhy();

    String counted();

    @Message
    String bucket(Bucket bucket);

    String atPack(String pack);

    String coming();

    String comingAt(String at, String input, String cached, String output);

    String calculator();

    String inputTokens();

    String cachedTokens();

    String outputTokens();

    String requests();

    String calculate();

    String sum();

    String tooMuch();

    String price(String currency);

    String each(String price);
}
