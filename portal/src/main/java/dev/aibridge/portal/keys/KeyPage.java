package dev.aibridge.portal.keys;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.accounts.Person;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.Call;
import dev.aibridge.portal.billing.Calls;
import dev.aibridge.portal.billing.Days;
import dev.aibridge.portal.billing.UsageReport;
import dev.aibridge.portal.caps.CapRow;
import dev.aibridge.portal.caps.CapsText;
import dev.aibridge.portal.chart.Spark;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One key: its use, its limits, and all that can be done to it.
@Path("/keys/{id}")
@Authenticated
@Produces(Portal.HTML)
public class KeyPage {

    private static final int DAYS = 30;
    private static final int SPARK_DAYS = 14;
    private static final int CALLS = 20;

    /// htmx asks no more after it.
    private static final int STOP_ASKING = 286;

    /// The page.
    ///
    /// @param by who made it; absent when nobody of the portal did
    /// @param use absent while billing is away
    /// @param caps absent while billing is away
    /// @param name the form that renames it
    /// @param end the form that deletes it
    /// @param done what was just done
    record Key(
            ApiKeyRow row,
            KeyView.State state,
            Optional<Person> by,
            Optional<Use> use,
            Optional<List<CapRow>> caps,
            Form name,
            Form end,
            String done)
            implements TemplateInstance {}

    /// What it was used for.
    ///
    /// @param days the last thirty
    /// @param calls the newest requests
    record Use(Days days, Spark spark, List<Call> calls, FirstRequest.Seen seen) {}

    /// A part of the page: whether the first request is there.
    record First(FirstRequest.Seen seen) implements TemplateInstance {}

    private final KeyChanges changes;
    private final FirstRequest first;
    private final Billing billing;
    private final Visitor visitor;

    KeyPage(KeyChanges changes, FirstRequest first, Billing billing, Visitor visitor) {
        this.changes = changes;
        this.first = first;
        this.billing = billing;
        this.visitor = visitor;
    }

    /// The page.
    @GET
    public TemplateInstance show(UUID id, @QueryParam("done") @DefaultValue("") String done) {
        ApiKeyRow row = find(id);
        return page(row, Form.blank(Map.of("name", row.name), ui()), empty(), done);
    }

    /// Calls it something else.
    @POST
    @Path("rename")
    public Response rename(UUID id, MultivaluedMap<String, String> typed) {
        ApiKeyRow row = find(id);
        Form form = Form.of(typed, ui());
        String name = form.line("name", ApiKeyRow.MAX_NAME);
        if (!form.right()) {
            return Response.status(422).entity(page(row, form, empty(), "")).build();
        }
        changes.rename(row, name);
        return to("/keys/" + id + "?done=renamed");
    }

    /// Refuses its calls until it is enabled again.
    @POST
    @Path("disable")
    public Response disable(UUID id) {
        changes.disable(find(id), true);
        return to("/keys/" + id + "?done=disabled");
    }

    /// Takes its calls again.
    @POST
    @Path("enable")
    public Response enable(UUID id) {
        changes.disable(find(id), false);
        return to("/keys/" + id + "?done=enabled");
    }

    /// Deletes it for ever, once its name is typed. Sent twice, it is deleted all the same.
    @POST
    @Path("delete")
    public Response delete(UUID id, MultivaluedMap<String, String> typed) {
        ApiKeyRow row =
                ApiKeyRow.<ApiKeyRow>find("tenantId = ?1 and id = ?2", visitor.tenant().id, id)
                        .firstResultOptional()
                        .orElseThrow(NotFoundException::new);
        Form form = Form.of(typed, ui());
        if (!form.line("confirm", ApiKeyRow.MAX_NAME).equals(row.name.strip())) {
            form.wrong("confirm", visitor.words(KeysText.class).notTheName());
        }
        if (!form.right() && row.deletedAt == null) {
            Form name = Form.blank(Map.of("name", row.name), ui());
            return Response.status(422).entity(page(row, name, form, "")).build();
        }
        changes.delete(row);
        return to("/keys?done=deleted");
    }

    /// Whether its first request is there: nothing to swap in while it is not.
    @GET
    @Path("first-request")
    public Response first(UUID id) {
        FirstRequest.Seen seen = first.of(find(id));
        return seen.waiting()
                ? Response.noContent().build()
                : Response.status(STOP_ASKING).entity(new First(seen)).build();
    }

    private ApiKeyRow find(UUID id) {
        return ApiKeyRow.of(visitor.tenant(), id).orElseThrow(NotFoundException::new);
    }

    private Key page(ApiKeyRow row, Form name, Form end, String done) {
        Optional<Person> by =
                Optional.ofNullable(row.createdBy).map(subject -> Person.findById(subject));
        KeyView.State state = KeyView.State.of(row, Instant.now());
        return new Key(row, state, by, use(row), caps(row), name, end, done);
    }

    private Optional<List<CapRow>> caps(ApiKeyRow row) {
        return billing.tryAsk(api -> api.caps(row.tenantId))
                .map(caps -> CapRow.of(caps.items(), row, visitor.words(CapsText.class)));
    }

    private Optional<Use> use(ApiKeyRow row) {
        Optional<List<Call>> calls =
                billing.tryAsk(api -> api.calls(row.tenantId, row.id, null, false, CALLS, null))
                        .map(Calls::items);
        Optional<UsageReport> lately =
                calls.flatMap(
                        any ->
                                billing.tryAsk(
                                        api ->
                                                api.lately(
                                                        row.tenantId,
                                                        DAYS,
                                                        visitor.zone(),
                                                        "none",
                                                        row.id)));
        return lately.map(report -> use(row, calls.orElseThrow(), report));
    }

    private Use use(ApiKeyRow row, List<Call> calls, UsageReport lately) {
        Days days = Days.of(lately.rows(), LocalDate.now(visitor.zone()), DAYS);
        String told = visitor.words(KeysText.class).lastDaysTold(row.name);
        Spark spark = Spark.of(days.last(SPARK_DAYS, Days.Day::paidMicro), told);
        return new Use(days, spark, calls, first.of(row, calls));
    }

    private Form empty() {
        return Form.blank(Map.of(), ui());
    }

    private static Response to(String path) {
        return Response.seeOther(URI.create(path)).build();
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }
}
