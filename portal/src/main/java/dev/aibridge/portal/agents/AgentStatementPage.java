package dev.aibridge.portal.agents;

import dev.aibridge.common.money.Credits;
import dev.aibridge.portal.Portal;
import dev.aibridge.portal.billing.Billing;
import dev.aibridge.portal.billing.Customer;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.format.Csv;
import dev.aibridge.portal.page.UiText;
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
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// An agent's statement: month by month what was handed on to each customer and what they spent.
@Path("/customers")
@Authenticated
@Produces(Portal.HTML)
public class AgentStatementPage {

    private static final int MONTHS = 12;
    private static final int MOST = 24;
    private static final int UNPROCESSABLE = 422;

    /// The page.
    ///
    /// @param rows absent while billing is away or something is wrong with the form
    record Shown(Form form, Optional<List<Customer.Month>> rows) implements TemplateInstance {}

    private final Visitor visitor;
    private final Billing billing;

    AgentStatementPage(Visitor visitor, Billing billing) {
        this.visitor = visitor;
        this.billing = billing;
    }

    /// The page.
    @GET
    @Path("statement")
    public Response show(@Context UriInfo address) {
        Form form = form(address);
        Optional<List<Customer.Month>> rows = rows(form);
        int status = form.right() ? 200 : UNPROCESSABLE;
        return Response.status(status).entity(new Shown(form, rows)).build();
    }

    /// The same rows as a file.
    @GET
    @Path("statement.csv")
    @Produces(Csv.TYPE)
    public Response file(@Context UriInfo address) {
        Form form = form(address);
        Optional<List<Customer.Month>> rows = rows(form);
        if (rows.isEmpty()) {
            int status = form.right() ? 503 : UNPROCESSABLE;
            return Response.status(status).type(Portal.HTML).entity(new Shown(form, rows)).build();
        }
        String name = "customers_%s_%s.csv".formatted(form.value("from"), form.value("to"));
        return Response.ok(csv(rows.get()), Csv.TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + '"')
                .build();
    }

    private Form form(UriInfo address) {
        UiText words = visitor.words(UiText.class);
        if (!address.getQueryParameters().isEmpty()) {
            return Form.of(address.getQueryParameters(), words);
        }
        YearMonth now = YearMonth.now(visitor.zone());
        return Form.blank(
                Map.of("from", now.minusMonths(MONTHS - 1L).toString(), "to", now.toString()),
                words);
    }

    private Optional<List<Customer.Month>> rows(Form form) {
        UUID agent = Agent.of(visitor).id;
        Optional<YearMonth> from = month(form, "from");
        Optional<YearMonth> to = month(form, "to");
        if (form.right()
                && (to.orElseThrow().isBefore(from.orElseThrow())
                        || !to.get().isBefore(from.get().plusMonths(MOST)))) {
            form.wrong("to", says().monthOrder(MOST));
        }
        return form.right()
                ? billing.tryAsk(
                        api ->
                                api.agentStatement(
                                                agent,
                                                form.value("from"),
                                                form.value("to"),
                                                visitor.zone().getId())
                                        .items())
                : Optional.empty();
    }

    private Optional<YearMonth> month(Form form, String field) {
        try {
            YearMonth month = YearMonth.parse(form.value(field));
            if (Math.abs(month.getYear() - YearMonth.now(visitor.zone()).getYear()) < MOST) {
                return Optional.of(month);
            }
        } catch (DateTimeException e) {
            // Said below, like one that is out of range.
        }
        form.wrong(field, says().monthWrong());
        return Optional.empty();
    }

    private static String csv(List<Customer.Month> rows) {
        StringBuilder file =
                new StringBuilder(
                        Csv.line(
                                List.of(
                                        "month",
                                        "customer_id",
                                        "customer",
                                        "handed_on_tokens",
                                        "taken_back_tokens",
                                        "spent_tokens")));
        for (Customer.Month row : rows) {
            file.append(
                    Csv.line(
                            List.of(
                                    YearMonth.from(row.month()).toString(),
                                    row.customerId().toString(),
                                    row.customer(),
                                    tokens(row.handedMicro()),
                                    tokens(row.takenBackMicro()),
                                    tokens(row.spentMicro()))));
        }
        return file.toString();
    }

    private static String tokens(long micro) {
        return new Credits(micro).tokens().toPlainString();
    }

    private AgentsText says() {
        return visitor.words(AgentsText.class);
    }
}
