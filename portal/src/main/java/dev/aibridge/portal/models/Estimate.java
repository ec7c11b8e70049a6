package dev.aibridge.portal.models;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.portal.catalog.Offer;
import dev.aibridge.portal.form.Form;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What some requests would cost.
///
/// @param lines what each part of a request adds
/// @param requests how many of them
/// @param micro what all of them cost, in micro-tokens
record Estimate(List<Line> lines, long requests, long micro) {

    private static final long MOST_TOKENS = 10_000_000;
    private static final long MOST_REQUESTS = 1_000_000;
    private static final Map<String, Bucket> FIELDS =
            Map.of("input", Bucket.INPUT, "cached", Bucket.CACHE_READ, "output", Bucket.OUTPUT);

    /// A part of a request.
    ///
    /// @param tokens how many
    /// @param ppm their multiplier
    record Line(Bucket bucket, long tokens, long ppm) {

        /// What they cost, in micro-tokens.
        public long micro() {
            return Math.multiplyExact(tokens, ppm);
        }
    }

    /// Reads tokens and requests and works it out; nothing when something is wrong, which is noted.
    ///
    /// @param tooMuch says that no wallet could hold so much
    static Optional<Estimate> of(Form form, Offer offer, Supplier<String> tooMuch) {
        List<Line> lines = fields(offer).map(field -> line(form, field, offer)).toList();
        OptionalLong requests = form.whole("requests", 1, MOST_REQUESTS);
        if (!form.right()) {
            return Optional.empty();
        }
        try {
            long each = lines.stream().mapToLong(Line::micro).reduce(0, Math::addExact);
            long micro = Math.multiplyExact(each, requests.orElseThrow());
            return Optional.of(new Estimate(lines, requests.orElseThrow(), micro));
        } catch (ArithmeticException e) {
            form.wrong("requests", tooMuch.get());
            return Optional.empty();
        }
    }

    private static Stream<String> fields(Offer offer) {
        return offer.model().chat() ? Stream.of("input", "cached", "output") : Stream.of("input");
    }

    private static Line line(Form form, String field, Offer offer) {
        Multipliers multipliers = offer.multipliers();
        Bucket bucket = Optional.ofNullable(FIELDS.get(field)).orElseThrow();
        long tokens = form.whole(field, 0, MOST_TOKENS).orElse(0);
        return new Line(bucket, tokens, multipliers.ppm(bucket));
    }
}
