package dev.aibridge.portal.usage;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.usage.Outcome;
import dev.aibridge.portal.Portal;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.Call;
import dev.aibridge.portal.billing.Calls;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Requests one by one, each with the arithmetic of its charge.
@Path("/usage/requests")
@Authenticated
@Produces(Portal.HTML)
public class RequestsPage {

    private static final int REQUESTS = 50;

    /// The page.
    ///
    /// @param lines absent while billing is away or something is wrong with the form
    /// @param query what it is narrowed to
    /// @param next where the older ones begin
    /// @param keptSince older requests are no longer there one by one; absent while all are
    record Requests(
            Form form,
            UsagePage.Offer offer,
            Optional<List<Line>> lines,
            String query,
            @Nullable String next,
            @Nullable LocalDate keptSince,
            boolean newest)
            implements TemplateInstance {}

    /// One request.
    ///
    /// @param key its name, or its id where it has none
    /// @param tokens how many were counted, without units such as searches
    /// @param look of its outcome: `ok`, `warn` or nothing
    record Line(
            Call call, String key, long tokens, String outcome, String look, List<Part> parts) {}

    /// One summand of a charge.
    record Part(String name, long count, long ppm, long micro) {}

    private final Filter filter;
    private final Choices choices;
    private final Billing billing;
    private final Visitor visitor;

    RequestsPage(Filter filter, Choices choices, Billing billing, Visitor visitor) {
        this.filter = filter;
        this.choices = choices;
        this.billing = billing;
        this.visitor = visitor;
    }

    /// The page.
    @GET
    public Response show(@Context UriInfo address, @QueryParam("before") @Nullable String before) {
        Form form = filter.form(address.getQueryParameters());
        Optional<Calls> found =
                filter.isNarrowedRightly(form) ? ask(form, before) : Optional.empty();
        Map<String, String> keys = choices.keys();
        Requests page =
                new Requests(
                        form,
                        new UsagePage.Offer(choices.models(), keys, List.of()),
                        found.map(calls -> lines(calls.items(), keys)),
                        form.query("model", "key", "failed"),
                        found.map(Calls::next).orElse(null),
                        found.map(Calls::keptSince).orElse(null),
                        before == null);
        return Response.status(form.right() ? 200 : 422).entity(page).build();
    }

    private Optional<Calls> ask(Form form, @Nullable String before) {
        UUID tenant = visitor.tenant().id;
        return billing.tryAsk(
                api ->
                        api.calls(
                                tenant,
                                Filter.key(form),
                                Filter.model(form),
                                form.has("failed", "yes"),
                                REQUESTS,
                                before));
    }

    private List<Line> lines(List<Call> calls, Map<String, String> keys) {
        UsageText words = visitor.words(UsageText.class);
        return calls.stream().map(call -> line(call, keys, words)).toList();
    }

    private static Line line(Call call, Map<String, String> keys, UsageText words) {
        String key = call.keyId().toString();
        Outcome outcome = Outcome.valueOf(call.outcome().toUpperCase(Locale.ROOT));
        List<Part> parts = new ArrayList<>();
        long tokens = 0;
        for (Bucket bucket : Bucket.all()) {
            long count = call.counts().get(bucket.ordinal());
            long ppm = call.ppm().get(bucket.ordinal());
            if (count > 0) {
                parts.add(
                        new Part(name(bucket, words), count, ppm, Math.multiplyExact(count, ppm)));
                tokens += bucket.countsUnits() ? 0 : count;
            }
        }
        return new Line(
                call,
                keys.getOrDefault(key, key),
                tokens,
                name(outcome, words),
                look(outcome),
                parts);
    }

    private static String look(Outcome outcome) {
        return switch (outcome.payer()) {
            case CUSTOMER -> outcome == Outcome.COMPLETED ? "ok" : "";
            case NOBODY, GOODWILL -> "warn";
        };
    }

    private static String name(Outcome outcome, UsageText words) {
        return switch (outcome) {
            case COMPLETED -> words.outcomeCompleted();
            case CLIENT_LEFT -> words.outcomeClientLeft();
            case EMPTY -> words.outcomeEmpty();
            case REFUSED -> words.outcomeRefused();
            case FAILED -> words.outcomeFailed();
            case BROKEN -> words.outcomeBroken();
            case ABANDONED -> words.outcomeAbandoned();
        };
    }

    private static String name(Bucket bucket, UsageText words) {
        return switch (bucket) {
            case INPUT -> words.bucketInput();
            case CACHE_READ -> words.bucketCacheRead();
            case CACHE_WRITE_5M -> words.bucketCacheWrite5m();
            case CACHE_WRITE_30M -> words.bucketCacheWrite30m();
            case CACHE_WRITE_1H -> words.bucketCacheWrite1h();
            case INPUT_AUDIO -> words.bucketInputAudio();
            case OUTPUT -> words.bucketOutput();
            case REASONING -> words.bucketReasoning();
            case OUTPUT_AUDIO -> words.bucketOutputAudio();
            case WEB_SEARCH -> words.bucketWebSearch();
            case WEB_FETCH -> words.bucketWebFetch();
            case CODE_RUN -> words.bucketCodeRun();
            case IMAGE -> words.bucketImage();
            case REQUEST -> words.bucketRequest();
        };
    }
}
