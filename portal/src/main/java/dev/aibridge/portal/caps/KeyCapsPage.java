package dev.aibridge.portal.caps;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;

/// Where a customer caps what a key may spend.
@Path("/keys/{id}/caps")
@Authenticated
@Produces(Portal.HTML)
public class KeyCapsPage {

    private final CapEditing caps;
    private final Visitor visitor;

    KeyCapsPage(CapEditing caps, Visitor visitor) {
        this.caps = caps;
        this.visitor = visitor;
    }

    /// The form.
    @GET
    public TemplateInstance show(UUID id) {
        return caps.edit(Optional.of(find(id)));
    }

    /// Caps it.
    @POST
    public Response set(UUID id, MultivaluedMap<String, String> typed) {
        return caps.set(Optional.of(find(id)), typed, "/keys/" + id + "?done=caps");
    }

    private ApiKeyRow find(UUID id) {
        return ApiKeyRow.of(visitor.tenant(), id).orElseThrow(NotFoundException::new);
    }
}
