package dev.aibridge.portal.audit;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The audit log, filtered by what its address says.
@Path("/admin/audit")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class AuditPage {

    /// A page of it.
    ///
    /// @param filters as the address carries them
    /// @param next where the older lines begin, if there are any
    record Lines(Form form, List<Line> lines, String filters, Optional<Long> next, boolean first)
            implements TemplateInstance {}

    /// One act.
    ///
    /// @param tenant the name of the tenant that it is about; empty when it is about none
    record Line(AuditEntry entry, String tenant, List<Difference> differences) {}

    private final Visitor visitor;
    private final Log log;

    AuditPage(Visitor visitor, Log log) {
        this.visitor = visitor;
        this.log = log;
    }

    /// The page.
    @GET
    public TemplateInstance lines(
            @Context UriInfo address, @QueryParam("before") @Nullable Long before) {
        Form form = Form.of(address.getQueryParameters(), visitor.words(UiText.class));
        Search search = Search.of(form, visitor.zone(), visitor.words(AuditText.class));
        Log.Found found =
                form.right()
                        ? log.find(search, before == null ? Long.MAX_VALUE : before)
                        : new Log.Found(List.of(), Map.of(), OptionalLong.empty());
        return new Lines(
                form,
                found.entries().stream().map(entry -> line(entry, found)).toList(),
                form.query("actor", "action", "tenant", "from", "to"),
                found.next().isPresent() ? Optional.of(found.next().getAsLong()) : Optional.empty(),
                before == null);
    }

    private Line line(AuditEntry entry, Log.Found found) {
        String tenant =
                entry.tenantId == null
                        ? ""
                        : found.names().getOrDefault(entry.tenantId, entry.tenantId.toString());
        return new Line(entry, tenant, Difference.of(entry.detail, visitor.format()));
    }
}
