package dev.aibridge.portal.agents;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.Tenant;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;

/// Where an admin sees all agents.
@Path("/admin/agents")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class AgentsPage {

    private static final String ALL =
            """
            select t, a.name, (select count(*) from Tenant c where c.agentId = t.id)
            from Tenant t left join Tenant a on a.id = t.agentId
            where t.agent order by t.name, t.id""";

    /// The list.
    record All(List<Line> lines) implements TemplateInstance {}

    /// One of them.
    ///
    /// @param above whose customer it is; empty: nobody's
    record Line(Tenant tenant, String above, long customers) {}

    private final EntityManager database;

    AgentsPage(EntityManager database) {
        this.database = database;
    }

    /// The list.
    @GET
    public TemplateInstance all() {
        List<Line> lines =
                database.createQuery(ALL, Object[].class)
                        .getResultStream()
                        .map(AgentsPage::line)
                        .toList();
        return new All(lines);
    }

    private static Line line(Object[] row) {
        return new Line((Tenant) row[0], row[1] == null ? "" : (String) row[1], (long) row[2]);
    }
}
