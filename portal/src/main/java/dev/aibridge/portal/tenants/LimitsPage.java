package dev.aibridge.portal.tenants;

import dev.aibridge.portal.Portal;
import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.catalog.Model;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.page.UiText;
import dev.aibridge.portal.refusal.ErrorPage;
import dev.aibridge.portal.visitor.Visitor;
import io.quarkus.panache.common.Sort;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a tenant, or one of its keys, may do: calls a minute, and which models.
@Path("/admin/tenants/{tenant}")
@RolesAllowed("admin")
@Produces(Portal.HTML)
public class LimitsPage {

    private static final int UNPROCESSABLE = 422;
    private static final String ALL = "all";

    /// The form.
    ///
    /// @param key nothing when it is about the whole tenant
    /// @param models that can be ticked
    /// @param seen the limits that the form was made from
    record Edit(
            Tenant tenant,
            Optional<ApiKeyRow> key,
            Form form,
            Collection<String> models,
            String seen)
            implements TemplateInstance {}

    private final Visitor visitor;
    private final Changes changes;
    private final ErrorPage errors;

    LimitsPage(Visitor visitor, Changes changes, ErrorPage errors) {
        this.visitor = visitor;
        this.changes = changes;
        this.errors = errors;
    }

    /// A tenant's.
    @GET
    @Path("limits")
    public TemplateInstance ofTenant(UUID tenant) {
        Tenant whose = TenantPage.find(tenant);
        return edit(whose, Optional.empty(), Limits.of(whose));
    }

    /// Sets a tenant's.
    @POST
    @Path("limits")
    public Response setTenant(UUID tenant, MultivaluedMap<String, String> typed) {
        Tenant whose = TenantPage.find(tenant);
        Form form = Form.of(typed, ui());
        OptionalLong rpm = form.optionalWhole("rpm", 1, Limits.MOST_RPM);
        Limits wanted = wanted(form, Limits.of(whose), rpm, false);
        String reason = form.line("reason", AuditEntry.MAX_REASON);
        if (!form.right()) {
            return wrong(whose, Optional.empty(), form, Limits.of(whose));
        }
        boolean set = changes.limit(visitor.person(), tenant, form.value("seen"), wanted, reason);
        return set ? done(tenant, "limited") : moved();
    }

    /// A key's.
    @GET
    @Path("keys/{id}/limits")
    public TemplateInstance ofKey(UUID tenant, UUID id) {
        Tenant whose = TenantPage.find(tenant);
        ApiKeyRow key = key(whose, id);
        return edit(whose, Optional.of(key), Limits.of(key));
    }

    /// Sets a key's.
    @POST
    @Path("keys/{id}/limits")
    public Response setKey(UUID tenant, UUID id, MultivaluedMap<String, String> typed) {
        Tenant whose = TenantPage.find(tenant);
        ApiKeyRow key = key(whose, id);
        Form form = Form.of(typed, ui());
        OptionalLong rpm = form.whole("rpm", 1, Limits.MOST_RPM);
        boolean off = form.choice("state", Set.of("on", "off")).equals("off");
        Limits wanted = wanted(form, Limits.of(key), rpm, off);
        String reason = form.line("reason", AuditEntry.MAX_REASON);
        if (!form.right()) {
            return wrong(whose, Optional.of(key), form, Limits.of(key));
        }
        boolean set =
                changes.limitKey(visitor.person(), whose, id, form.value("seen"), wanted, reason);
        return set ? done(tenant, "key") : moved();
    }

    private Limits wanted(Form form, Limits before, OptionalLong rpm, boolean off) {
        boolean all = form.choice("models", Set.of(ALL, "some")).equals(ALL);
        Set<String> offered = offered(before);
        List<String> ticked = offered.stream().filter(id -> form.has("model", id)).toList();
        if (!all && ticked.isEmpty()) {
            form.wrong("models", visitor.words(TenantsText.class).noneTicked());
        }
        if (!offered.containsAll(form.values("model"))) {
            form.wrong("models", ui().notOffered());
        }
        @Nullable Integer calls = rpm.isPresent() ? Math.toIntExact(rpm.getAsLong()) : null;
        return new Limits(off, calls, all ? null : ticked);
    }

    /// The catalogue's models, and those that were named before.
    private static Set<String> offered(Limits before) {
        Set<String> offered = new LinkedHashSet<>();
        Model.<Model>listAll(Sort.by("position").and("id")).forEach(model -> offered.add(model.id));
        if (before.models() != null) {
            offered.addAll(before.models());
        }
        return offered;
    }

    private Edit edit(Tenant tenant, Optional<ApiKeyRow> key, Limits now) {
        Map<String, List<String>> fields = new HashMap<>();
        fields.put("rpm", now.rpm() == null ? List.of() : List.of(now.rpm().toString()));
        fields.put("models", List.of(now.models() == null ? ALL : "some"));
        fields.put("model", now.models() == null ? List.of() : new ArrayList<>(now.models()));
        fields.put("state", List.of(now.disabled() ? "off" : "on"));
        return new Edit(tenant, key, Form.showing(fields, ui()), offered(now), now.json().encode());
    }

    private static ApiKeyRow key(Tenant tenant, UUID id) {
        return ApiKeyRow.of(tenant, id).orElseThrow(NotFoundException::new);
    }

    private static Response wrong(Tenant tenant, Optional<ApiKeyRow> key, Form form, Limits now) {
        return Response.status(UNPROCESSABLE)
                .entity(new Edit(tenant, key, form, offered(now), form.value("seen")))
                .build();
    }

    private static Response done(UUID tenant, String what) {
        return Response.seeOther(URI.create("/admin/tenants/" + tenant + "?done=" + what)).build();
    }

    private Response moved() {
        return errors.of(Response.Status.CONFLICT.getStatusCode());
    }

    private UiText ui() {
        return visitor.words(UiText.class);
    }
}
