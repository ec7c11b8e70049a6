package dev.aibridge.portal.caps;

import dev.aibridge.portal.Portal;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/// Where a customer caps what all keys together may spend.
@Path("/quota/caps")
@Authenticated
@Produces(Portal.HTML)
public class CapsPage {

    private final CapEditing caps;

    CapsPage(CapEditing caps) {
        this.caps = caps;
    }

    /// The form.
    @GET
    public TemplateInstance show() {
        return caps.edit(Optional.empty());
    }

    /// Caps them.
    @POST
    public Response set(MultivaluedMap<String, String> typed) {
        return caps.set(Optional.empty(), typed, "/quota?done=caps#caps");
    }
}
