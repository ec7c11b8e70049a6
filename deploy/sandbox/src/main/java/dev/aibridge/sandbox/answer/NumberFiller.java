package dev.aibridge.sandbox.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SplittableRandom;

/// Makes a number that fits a JSON schema: within its bounds, a multiple of its step.
final class NumberFiller {

    /// Wider ranges are used up to so many steps from their lower bound.
    private static final int MAX_STEPS = 100;

    private NumberFiller() {}

    static long integer(JsonNode schema, SplittableRandom random) {
        double step = Math.max(1, schema.path("multipleOf").asDouble(1));
        return Math.round(on(Math.ceil(low(schema, step)), high(schema, step), step, random));
    }

    static double number(JsonNode schema, SplittableRandom random) {
        double step = schema.path("multipleOf").asDouble();
        if (step <= 0) {
            double room = bound(schema, "maximum", 100) - bound(schema, "minimum", 0);
            step = room > 0 && room < 1 ? room / 4 : 0.25;
        }
        return on(low(schema, step), high(schema, step), step, random);
    }

    private static double on(double low, double high, double step, SplittableRandom random) {
        double first = Math.ceil(low / step);
        double steps = Math.clamp(Math.floor(high / step) - first, 0, MAX_STEPS);
        return (first + random.nextInt((int) steps + 1)) * step;
    }

    private static double low(JsonNode schema, double step) {
        if (schema.has("exclusiveMinimum")) {
            return schema.path("exclusiveMinimum").asDouble() + step;
        }
        double below = schema.has("maximum") ? schema.path("maximum").asDouble() - step : 0;
        return schema.path("minimum").asDouble(Math.min(0, below));
    }

    private static double high(JsonNode schema, double step) {
        if (schema.has("exclusiveMaximum")) {
            return schema.path("exclusiveMaximum").asDouble() - step;
        }
        return schema.path("maximum").asDouble(low(schema, step) + MAX_STEPS * step);
    }

    private static double bound(JsonNode schema, String inclusive, double fallback) {
        String exclusive = inclusive.equals("maximum") ? "exclusiveMaximum" : "exclusiveMinimum";
        return schema.path(exclusive).asDouble(schema.path(inclusive).asDouble(fallback));
    }
}
