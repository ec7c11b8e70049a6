package dev.aibridge.portal.usage;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.BillingRefused;
import dev.aibridge.portal.billing.Product;
import dev.aibridge.portal.billing.Products;
import dev.aibridge.portal.billing.UsageReport;
import dev.aibridge.portal.chart.StackedBars;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.format.Csv;
import dev.aibridge.portal.format.Format;
import dev.aibridge.portal.format.Zones;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Usage by hour or day, as a chart, as tables and as a file.
@Path("/")
@Authenticated
@Produces(Portal.HTML)
public class UsagePage {

    /// The page.
    ///
    /// @param keep the address' other parameters for links that change the period
    /// @param query all of them
    /// @param shown absent while billing is away or something is wrong with the form
    record Usage(
            Form form, Offer offer, String keep, String query, Optional<Shown> shown, boolean away)
            implements TemplateInstance {}

    /// What the form offers.
    record Offer(List<String> models, Map<String, String> keys, List<String> zones) {}

    /// What was found.
    ///
    /// @param byDay whether its rows are days
    /// @param rate the product whose price the worth is told by
    record Shown(
            Statement of,
            StackedBars chart,
            List<Row> rows,
            boolean byDay,
            String zone,
            Optional<Product> rate) {}

    /// One hour or day of the table.
    record Row(String name, Statement.Time time) {}

    private final Filter filter;
    private final Choices choices;
    private final Billing billing;
    private final Products products;
    private final Visitor visitor;

    UsagePage(Filter filter, Choices choices, Billing billing, Products products, Visitor visitor) {
        this.filter = filter;
        this.choices = choices;
        this.billing = billing;
        this.products = products;
        this.visitor = visitor;
    }

    /// The page.
    @GET
    @Path("usage")
    public Response show(@Context UriInfo address) {
        Form form = filter.form(address.getQueryParameters());
        Optional<Asked> asked = filter.asked(form);
        Optional<UsageReport> report = asked.flatMap(what -> report(what, form));
        return page(form, report.map(found -> shown(found, asked.orElseThrow())));
    }

    /// Exactly those rows as a file.
    @GET
    @Path("usage.csv")
    @Produces(Csv.TYPE)
    public Response file(@Context UriInfo address) {
        Form form = filter.form(address.getQueryParameters());
        Optional<Asked> asked = filter.asked(form);
        Optional<UsageReport> report = asked.flatMap(what -> report(what, form));
        return report.map(found -> file(found, asked.orElseThrow())).orElseGet(() -> noFile(form));
    }

    private Response noFile(Form form) {
        Response page = page(form, Optional.empty());
        return form.right() ? Response.fromResponse(page).status(503).build() : page;
    }

    private Response file(UsageReport report, Asked asked) {
        String name = "usage_%s_%s.csv".formatted(asked.first(), asked.last());
        return Response.ok(UsageFile.of(report, asked, choices.keys()), Csv.TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + '"')
                .build();
    }

    private Optional<UsageReport> report(Asked asked, Form form) {
        UUID tenant = visitor.tenant().id;
        try {
            return billing.tryAsk(api -> asked.ask(api, tenant));
        } catch (BillingRefused e) {
            if (e.status() != 400) {
                throw e;
            }
            form.wrong("step", words().tooMuch());
            return Optional.empty();
        }
    }

    private Response page(Form form, Optional<Shown> shown) {
        Offer offer = new Offer(choices.models(), choices.keys(), Zones.names());
        String keep = form.query("zone", "by", "model", "key");
        String period =
                form.value("last").isEmpty()
                        ? form.query("from", "to", "step")
                        : form.query("last", "step");
        boolean away = form.right() && shown.isEmpty();
        Usage page = new Usage(form, offer, keep, period + "&" + keep, shown, away);
        return Response.status(form.right() ? 200 : 422).entity(page).build();
    }

    private Shown shown(UsageReport report, Asked asked) {
        Format format = new Format(visitor.language(), asked.zone());
        Map<String, String> keys = choices.keys();
        Statement statement =
                Statement.of(report, asked, id -> keys.getOrDefault(id, id), words()::others);
        List<Row> rows =
                statement.times().stream()
                        .map(time -> new Row(asked.step().name(time.start(), format), time))
                        .toList();
        boolean byDay = asked.step() == Step.DAY;
        return new Shown(
                statement,
                chart(statement, asked, format),
                rows,
                byDay,
                asked.zone().getId(),
                products.standard());
    }

    private StackedBars chart(Statement statement, Asked asked, Format format) {
        boolean oneDay = asked.first().equals(asked.last());
        List<String> labels =
                statement.times().reversed().stream()
                        .map(time -> asked.step().label(time.start(), format, oneDay))
                        .toList();
        String about =
                words().chartAbout(
                                format.day(asked.first()),
                                format.day(asked.last()),
                                asked.zone().getId());
        return StackedBars.of(title(asked), about, labels, statement.series(), format::compact);
    }

    private String title(Asked asked) {
        boolean byDay = asked.step() == Step.DAY;
        return asked.by().equals("model")
                ? byDay ? words().chartByModelDay() : words().chartByModelHour()
                : byDay ? words().chartByKeyDay() : words().chartByKeyHour();
    }

    private UsageText words() {
        return visitor.words(UsageText.class);
    }
}
