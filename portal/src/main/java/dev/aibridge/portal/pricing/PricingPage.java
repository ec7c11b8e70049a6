package dev.aibridge.portal.pricing;

import dev.aibridge.common.pricing.PriceBook;
import dev.aibridge.portal.Portal;
import dev.aibridge.portal.billing.Product;
import dev.aibridge.portal.billing.Products;
import dev.aibridge.portal.catalog.Catalogue;
import dev.aibridge.portal.catalog.Model;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Models: what they cost now and next, who serves them, what they are called.
///
/// A model's forms all go to its own address, so that whoever reloads it or changes the language is
/// still there.
@Path("/admin/models")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class PricingPage {

    private static final String ID = "{id: .+}";
    private static final int UNPROCESSABLE = 422;

    /// All models.
    record All(List<Row> rows) implements TemplateInstance {}

    /// One model.
    ///
    /// @param form what its forms hold
    /// @param product at whose rate prices are shown, while billing is there
    /// @param done what was just changed, or nothing
    record One(Desk desk, Form form, Optional<Product> product, String done)
            implements TemplateInstance {}

    /// The next book before it is published.
    ///
    /// @param changes the lines whose price changes
    record Preview(Desk desk, Form form, Draft draft, List<Line> changes, Optional<Product> product)
            implements TemplateInstance {}

    private final Visitor visitor;
    private final Catalogue catalogue;
    private final Products products;
    private final Books books;
    private final Offering offering;

    PricingPage(
            Visitor visitor,
            Catalogue catalogue,
            Products products,
            Books books,
            Offering offering) {
        this.visitor = visitor;
        this.catalogue = catalogue;
        this.products = products;
        this.books = books;
        this.offering = offering;
    }

    /// The list, hidden ones too.
    @GET
    public TemplateInstance all() {
        List<PriceBook> known = catalogue.books();
        List<Way> ways = Way.all();
        return new All(
                Model.<Model>list("order by position, id").stream()
                        .map(model -> Row.of(model, known, ways))
                        .toList());
    }

    /// One of them.
    @GET
    @Path(ID)
    public TemplateInstance one(String id, @QueryParam("done") @DefaultValue("") String done) {
        Desk desk = desk(id);
        return page(desk, Form.blank(desk.fields(), ui()), done);
    }

    /// Whatever is sent from a model's page, by the button that was pressed.
    @POST
    @Path(ID)
    public Response change(String id, MultivaluedMap<String, String> typed) {
        Desk desk = desk(id);
        Form form = Form.of(typed, ui(), desk.fields());
        return switch (form.value("do")) {
            case "preview" -> preview(desk, form);
            case "publish" -> publish(desk, form);
            case "edit" -> Response.ok(page(desk, current(desk, form), "")).build();
            case "status" -> answer(desk, form, "status", offering.status(desk, form));
            case "channels" -> answer(desk, form, "channels", offering.channels(desk, form));
            case "alias" -> answer(desk, form, "alias", offering.alias(desk, form));
            case "unalias" -> answer(desk, form, "alias", offering.unalias(desk, form));
            default -> throw new BadRequestException();
        };
    }

    private Response preview(Desk desk, Form typed) {
        Form form = current(desk, typed);
        Draft draft = draft(desk, form, overtaken(desk, typed));
        return form.right() ? Response.ok(preview(desk, form, draft)).build() : wrong(desk, form);
    }

    private Preview preview(Desk desk, Form form, Draft draft) {
        return new Preview(desk, form, draft, draft.changes(desk.lines()), products.standard());
    }

    private Response publish(Desk desk, Form typed) {
        Form form = current(desk, typed);
        Draft draft = draft(desk, form, overtaken(desk, typed));
        if (!form.right()) {
            return wrong(desk, form);
        }
        String id = desk.model().id;
        return switch (books.publish(visitor.person(), id, draft, draft.changes(desk.lines()))) {
            case DONE -> done(desk, "book");
            case OVERTAKEN -> overtaken(desk(id), draft, typed);
        };
    }

    /// Another book came between the check and the act.
    private Response overtaken(Desk desk, Draft draft, Form typed) {
        Form form = Form.blank(desk.rebased(typed, books.in(draft.book(), desk.model().id)), ui());
        form.wrong("book", says().overtaken());
        return wrong(desk, form);
    }

    private static boolean overtaken(Desk desk, Form form) {
        return !form.value("book").equals(Long.toString(desk.newest().seq()));
    }

    /// The form as it was typed, on the newest book.
    private Form current(Desk desk, Form typed) {
        if (!overtaken(desk, typed)) {
            return typed;
        }
        long seen = typed.whole("book", 1, Long.MAX_VALUE).orElse(0);
        return Form.blank(desk.rebased(typed, books.in(seen, desk.model().id)), ui());
    }

    private Draft draft(Desk desk, Form form, boolean overtaken) {
        if (overtaken) {
            form.wrong("book", says().overtaken());
        }
        Draft draft = Draft.read(form, desk.newest(), visitor.zone(), says());
        if (form.right() && draft.changes(desk.lines()).isEmpty()) {
            form.wrong("book", says().nothingChanged());
        }
        return draft;
    }

    private Response answer(Desk desk, Form form, String what, boolean right) {
        return right ? done(desk, what) : wrong(desk, form);
    }

    private static Response done(Desk desk, String what) {
        return Response.seeOther(URI.create(desk.path() + "?done=" + what)).build();
    }

    private Response wrong(Desk desk, Form form) {
        return Response.status(UNPROCESSABLE).entity(page(desk, form, "")).build();
    }

    private One page(Desk desk, Form form, String done) {
        return new One(desk, form, products.standard(), done);
    }

    private Desk desk(String id) {
        if (id.length() > Alias.MAX_CHARS || id.indexOf('\0') >= 0) {
            throw new NotFoundException();
        }
        Model model = Model.<Model>findByIdOptional(id).orElseThrow(NotFoundException::new);
        List<PriceBook> known = catalogue.books();
        PriceBook inForce = known.getFirst();
        PriceBook newest = known.getLast();
        return new Desk(
                model,
                inForce,
                newest,
                Line.of(inForce.of(id), newest.of(id), says()),
                Way.all().stream().filter(way -> way.model().equals(id)).toList(),
                Alias.of(id));
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }

    private PricingText says() {
        return visitor.words(PricingText.class);
    }
}
