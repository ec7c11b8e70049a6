package dev.aibridge.portal.pricing;

import dev.aibridge.portal.catalog.Model;
import dev.aibridge.portal.form.Form;
import dev.aibridge.portal.visitor.Visitor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The small forms of a model's page: how it is offered, through which channels, under which names.
/// Each answers whether it was done; what is wrong is noted in the form.
@ApplicationScoped
class Offering {

    private static final Set<String> STATUSES =
            Set.of("recommended", "available", "backup", "hidden");
    private static final int MAX_UPSTREAM = 200;
    private static final int MAX_POSITION = 10_000;

    private final Visitor visitor;
    private final Models models;

    Offering(Visitor visitor, Models models) {
        this.visitor = visitor;
        this.models = models;
    }

    boolean status(Desk desk, Form form) {
        String status = form.choice("status", STATUSES);
        String seen = form.value("seen");
        if (!form.right() || !STATUSES.contains(seen)) {
            form.wrong("status", says().changed());
            return false;
        }
        if (!models.offer(visitor.person(), desk.model().id, status(seen), status(status))) {
            form.wrong("status", says().changed());
        }
        return form.right();
    }

    private static Model.Status status(String name) {
        return Model.Status.valueOf(name.toUpperCase(Locale.ROOT));
    }

    boolean channels(Desk desk, Form form) {
        Map<String, String> seen = new LinkedHashMap<>();
        Map<String, String> wanted = new LinkedHashMap<>();
        for (Way way : desk.ways()) {
            seen.put(way.channel(), form.value(way.seen()));
            wanted.put(way.channel(), form.optionalLine(way.field(), MAX_UPSTREAM));
        }
        if (form.right() && !models.send(visitor.person(), desk.model().id, seen, wanted)) {
            form.wrong("channels", says().changed());
        }
        return form.right();
    }

    boolean alias(Desk desk, Form form) {
        String alias = form.line("alias", Alias.MAX_CHARS);
        if (!alias.chars().allMatch(c -> c > ' ' && c <= '~') || alias.matches("\\*+")) {
            form.wrong("alias", says().aliasUnfit());
        } else if (Model.findById(alias) != null) {
            form.wrong("alias", says().aliasIsModel());
        }
        long position = form.whole("position", 0, MAX_POSITION).orElse(0);
        if (form.right()) {
            String taken =
                    models.name(
                            visitor.person(), desk.model().id, alias, Math.toIntExact(position));
            if (taken != null) {
                form.wrong("alias", says().aliasTaken(taken));
            }
        }
        return form.right();
    }

    boolean unalias(Desk desk, Form form) {
        models.unname(visitor.person(), desk.model().id, form.value("name"));
        return true;
    }

    private PricingText says() {
        return visitor.words(PricingText.class);
    }
}
