package dev.aibridge.portal.home;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/// The first page: what it is, what it costs, how it works.
@Path("/")
public class HomePage {

    /// The page.
    record Home() implements TemplateInstance {}

    /// What a stranger sees first.
    @GET
    @PermitAll
    public TemplateInstance home() {
        return new Home();
    }
}
