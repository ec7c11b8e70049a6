package dev.aibridge.sandbox.stripe.api;

import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.stripe.params.Answer;
import dev.aibridge.sandbox.stripe.params.Shape;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One operation of the API.
///
/// @param path with `{id}` for an id
/// @param kind what it answers
/// @param list whether it answers a list of them
public record Route(
        String method,
        Pattern path,
        Kind kind,
        boolean list,
        Shape.Fields shape,
        Function<Asked, Answer> endpoint) {

    private static final Shape.Fields EXPAND = Shape.Fields.none().with("expand", Shape.texts());

    static Route get(String path, Kind kind, Function<Asked, Answer> endpoint) {
        return new Route("GET", pattern(path), kind, false, EXPAND, endpoint);
    }

    static Route list(
            String path, Kind kind, Shape.Fields filters, Function<Asked, Answer> endpoint) {
        Shape.Fields shape = Paging.SHAPE.with(filters).with(EXPAND);
        return new Route("GET", pattern(path), kind, true, shape, endpoint);
    }

    static Route post(
            String path, Kind kind, Shape.Fields shape, Function<Asked, Answer> endpoint) {
        return new Route("POST", pattern(path), kind, false, shape.with(EXPAND), endpoint);
    }

    /// The id in a path; empty for a path without one; nothing when it isn't this path.
    Optional<String> match(String asked) {
        Matcher matcher = path.matcher(asked);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(matcher.groupCount() == 0 ? "" : matcher.group(1));
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(path.replace("{id}", "([^/]+)"));
    }
}
