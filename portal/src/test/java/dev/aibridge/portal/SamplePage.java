package dev.aibridge.portal;

import dev.aibridge.portal.chart.Spark;
import dev.aibridge.portal.chart.StackedBars;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/// A page like any other, only for tests: a form, a chart, a role.
@Path("/sample")
@Authenticated
public class SamplePage {

    /// All that a page can hold.
    record Sample(Form form, StackedBars chart, Spark spark) implements TemplateInstance {}

    private final EntityManager database;
    private final Visitor visitor;

    SamplePage(EntityManager database, Visitor visitor) {
        this.database = database;
        this.visitor = visitor;
    }

    @GET
    public TemplateInstance show() {
        return page(Form.blank(Map.of("name", "first"), visitor.words(UiText.class)));
    }

    @POST
    public Response save(MultivaluedMap<String, String> typed) {
        Form form = Form.of(typed, visitor.words(UiText.class));
        String name = form.line("name", 20);
        form.optionalLine("reason", 50);
        return form.right()
                ? Response.seeOther(java.net.URI.create("/sample?saved=" + name.length())).build()
                : Response.status(422).entity(page(form)).build();
    }

    @GET
    @Path("admin")
    @RolesAllowed("admin")
    public TemplateInstance forAdmins() {
        return show();
    }

    @GET
    @Path("bug")
    public TemplateInstance bug() {
        throw new IllegalStateException("a secret detail");
    }

    @GET
    @Path("outage")
    public TemplateInstance outage() {
        database.createNativeQuery("SELECT pg_terminate_backend(pg_backend_pid())")
                .getSingleResult();
        return show();
    }

    private TemplateInstance page(Form form) {
        var series = List.of(new StackedBars.Series("a", List.of(3L, 0L, 5_000_000L)));
        return new Sample(
                form,
                StackedBars.of("T", "D", List.of("1", "2", "3"), series, visitor.format()::compact),
                Spark.of(List.of(1L, 2L, 3L), "rising"));
    }
}
