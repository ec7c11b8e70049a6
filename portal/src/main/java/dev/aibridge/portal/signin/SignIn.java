package dev.aibridge.portal.signin;

import dev.aibridge.portal.refusal.ErrorPage;
import dev.aibridge.portal.visitor.LocalPath;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;

/// The doors: whoever opens one is sent to Keycloak unless they are signed in.
@Path("/")
public class SignIn {

    static final String SIGN_UP = "/sign-up";
    static final String AFRESH = "/sign-in/afresh";

    private static final String INSIDE = "/overview";

    private final ErrorPage errors;
    private final OidcSession session;

    SignIn(ErrorPage errors, OidcSession session) {
        this.errors = errors;
        this.session = session;
    }

    /// Signs in, then goes where they wanted to go.
    @GET
    @Path("sign-in")
    @Authenticated
    public Response signIn(@QueryParam("to") @DefaultValue(INSIDE) String to) {
        return Response.seeOther(LocalPath.or(to, INSIDE)).build();
    }

    /// Forgets who it is, so that Keycloak asks for the password, then goes where they were.
    @GET
    @Path("sign-in/again")
    @Authenticated
    public Uni<Response> again(@QueryParam("to") @DefaultValue(INSIDE) String to) {
        URI afresh = UriBuilder.fromPath(AFRESH).queryParam("to", "{to}").build(to);
        return session.logout().replaceWith(() -> Response.seeOther(afresh).build());
    }

    /// Where that leads; see [Keycloak].
    @GET
    @Path("sign-in/afresh")
    @Authenticated
    public Response afresh(@QueryParam("to") @DefaultValue(INSIDE) String to) {
        return Response.seeOther(LocalPath.or(to, INSIDE)).build();
    }

    /// Registers at Keycloak, then goes in.
    @GET
    @Path("sign-up")
    @Authenticated
    public Response signUp() {
        return Response.seeOther(LocalPath.or(INSIDE, INSIDE)).build();
    }

    /// Where Keycloak sends people back; from here they go on to the page they asked for.
    @GET
    @Path("signed-in")
    @Authenticated
    public Response signedIn() {
        return Response.seeOther(LocalPath.or(INSIDE, INSIDE)).build();
    }

    /// Keycloak ends the session; who has none is back at once.
    @GET
    @Path("sign-out")
    @PermitAll
    public Response signOut() {
        return Response.seeOther(LocalPath.or("/", "/")).build();
    }

    /// Says that nobody can sign in right now.
    @GET
    @Path("sign-in/away")
    @PermitAll
    public Response away() {
        return errors.signInAway();
    }
}
