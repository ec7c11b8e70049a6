package dev.aibridge.gateway.routing;

import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.pricing.PriceBook;
import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.gateway.auth.Caller;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What can be called, where and for how much, as it stood when it was read. Never changes.
public final class Catalogue {

    private static final Duration UNTIL_CONFIGURED = Duration.ofSeconds(60);

    private final Map<String, Offer> offers;
    private final Aliases aliases;
    private final PriceBooks books;
    private final Set<String> lockedChannels;

    /// @param lockedChannels those that are out because their sealed key does not open
    /// @throws IllegalArgumentException when there are no models
    Catalogue(List<Offer> offers, Aliases aliases, PriceBooks books, Set<String> lockedChannels) {
        if (offers.isEmpty()) {
            throw new IllegalArgumentException("the catalogue has no models");
        }
        this.offers = new LinkedHashMap<>();
        offers.stream()
                .sorted(
                        Comparator.comparingInt((Offer offer) -> offer.model().position())
                                .thenComparing(offer -> offer.model().id()))
                .forEach(offer -> this.offers.put(offer.model().id(), offer));
        this.aliases = aliases;
        this.books = books;
        this.lockedChannels = lockedChannels;
    }

    /// The enabled channels that are out because their sealed key does not open.
    Set<String> lockedChannels() {
        return lockedChannels;
    }

    /// Where a request goes.
    ///
    /// @param asked the model's name as the client sent it: an id or an alias
    /// @param databaseMs the database's time of admission, which fixes the price book
    public Route route(String asked, Endpoint endpoint, Caller caller, long databaseMs) {
        Offer offer = find(asked);
        PriceBook book = books.at(databaseMs);
        Multipliers multipliers =
                offer == null ? null : book.of(offer.model().id(), caller.priceGroup());
        if (offer == null || multipliers == null) {
            return new Route.Refused(Refusals.modelNotFound(shortened(asked)));
        }
        ModelEntry model = offer.model();
        if (!caller.allows(model.id())) {
            return new Route.Refused(Refusals.modelNotAllowed(model.id()));
        }
        if (!offer.served()) {
            return new Route.Refused(noChannel(model.provider()));
        }
        Offer.Serving serving = offer.in(Dialect.of(endpoint));
        if (serving == null || !model.type().isServedBy(endpoint)) {
            return new Route.Refused(Refusals.modelElsewhere(model.id(), offer.route()));
        }
        return new Route.Served(
                model, serving.channel(), serving.upstreamModel(), book.seq(), multipliers);
    }

    /// The models that a caller may use and that a channel serves at a price, in their order.
    ///
    /// @param dialects one of them is spoken by a channel of the model
    public List<ModelEntry> listed(Caller caller, Set<Dialect> dialects, long databaseMs) {
        PriceBook book = books.at(databaseMs);
        return offers.values().stream()
                .filter(offer -> offer.servedInAny(dialects))
                .map(Offer::model)
                .filter(model -> model.status() != ModelStatus.HIDDEN)
                .filter(model -> book.of(model.id()) != null)
                .filter(model -> caller.allows(model.id()))
                .toList();
    }

    /// The model of that id or alias, as [#listed] would show it, or `null`; a hidden one too.
    public @Nullable ModelEntry model(String asked, Caller caller, Set<Dialect> dialects) {
        Offer offer = find(asked);
        return offer != null && offer.servedInAny(dialects) && caller.allows(offer.model().id())
                ? offer.model()
                : null;
    }

    private @Nullable Offer find(String asked) {
        Offer offer = offers.get(asked);
        if (offer != null) {
            return offer;
        }
        String id = aliases.resolve(asked);
        return id == null ? null : offers.get(id);
    }

    private static String shortened(String asked) {
        return asked.length() <= Aliases.MAX_NAME_CHARS
                ? asked
                : asked.substring(0, Aliases.MAX_NAME_CHARS) + "…";
    }

    private static Refusal noChannel(String provider) {
        String message = "The operator has configured no " + provider + " channel.";
        return Refusals.dependencyUnavailable(message, UNTIL_CONFIGURED);
    }
}
