package dev.aibridge.portal.visitor;

import dev.aibridge.portal.accounts.Language;
import dev.aibridge.portal.accounts.Person;
import dev.aibridge.portal.accounts.Theme;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// Language and theme, chosen at the foot of any page: this browser remembers them, and whoever is
/// signed in finds them in other browsers too.
@Path("/")
public class Choices {

    private final Cookies cookies;
    private final Visitor visitor;

    Choices(Cookies cookies, Visitor visitor) {
        this.cookies = cookies;
        this.visitor = visitor;
    }

    /// Reads on in another language.
    @POST
    @Path("language")
    @PermitAll
    @Transactional
    public Response language(
            @FormParam("language") @Nullable String code, @FormParam("to") @Nullable String to) {
        Language language = Language.of(text(code)).orElseThrow(BadRequestException::new);
        if (visitor.signedIn()) {
            Person.update("language = ?1 where subject = ?2", language, visitor.person().subject);
        }
        return back(cookies.of(Cookies.LANGUAGE, language.code()), text(to));
    }

    /// Reads on in another theme.
    @POST
    @Path("theme")
    @PermitAll
    @Transactional
    public Response theme(
            @FormParam("theme") @Nullable String code, @FormParam("to") @Nullable String to) {
        Theme theme = Theme.of(text(code)).orElseThrow(BadRequestException::new);
        if (visitor.signedIn()) {
            Person.update("theme = ?1 where subject = ?2", theme, visitor.person().subject);
        }
        return back(cookies.of(Cookies.THEME, theme.code()), text(to));
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent;
    }

    private static Response back(NewCookie cookie, String to) {
        return Response.seeOther(LocalPath.or(to, "/")).cookie(cookie).build();
    }
}
