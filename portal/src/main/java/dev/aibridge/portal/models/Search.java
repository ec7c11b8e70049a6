package dev.aibridge.portal.models;

import dev.aibridge.portal.billing.Product;
import dev.aibridge.portal.catalog.Model;
import dev.aibridge.portal.catalog.Offer;
import dev.aibridge.portal.form.Form;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What somebody looks for among the models.
///
/// @param words in lower case; found in names, vendors and uses
/// @param vendor empty for any
/// @param context the fewest tokens its window must hold
/// @param ability `chat`, `images`, `embeddings`, or empty for any
record Search(String words, String vendor, int context, String ability) {

    private static final int LONGEST = 100;
    private static final Set<String> CONTEXTS = Set.of("", "32000", "128000", "1000000");
    private static final Set<String> ABILITIES = Set.of("", "chat", "images", "embeddings");

    /// Reads it; what is wrong is noted in the form.
    static Search of(Form form, List<String> vendors) {
        String words = form.optionalLine("q", LONGEST).toLowerCase(Locale.ROOT);
        String vendor = form.choice("vendor", orAny(vendors.stream()));
        String context = form.choice("context", CONTEXTS);
        String ability = form.choice("can", ABILITIES);
        boolean counts = CONTEXTS.contains(context) && !context.isEmpty();
        return new Search(words, vendor, counts ? Integer.parseInt(context) : 0, ability);
    }

    /// The product that prices are shown at: the chosen one, else the first on sale.
    static Optional<Product> rate(Form form, List<Product> onSale) {
        String id = form.choice("product", orAny(onSale.stream().map(Product::id)));
        return onSale.stream()
                .filter(product -> product.id().equals(id))
                .findFirst()
                .or(() -> onSale.stream().findFirst());
    }

    private static Set<String> orAny(Stream<String> choices) {
        Set<String> all = new HashSet<>(choices.toList());
        all.add("");
        return all;
    }

    boolean finds(Offer offer) {
        Model model = offer.model();
        String text = String.join(" ", model.id, model.provider, model.strengths);
        return text.toLowerCase(Locale.ROOT).contains(words)
                && (vendor.isEmpty() || vendor.equals(model.provider))
                && model.contextTokens >= context
                && isAble(model);
    }

    private boolean isAble(Model model) {
        return switch (ability) {
            case "chat" -> model.chat();
            case "images" -> model.traits.images();
            case "embeddings" -> !model.chat();
            default -> true;
        };
    }
}
