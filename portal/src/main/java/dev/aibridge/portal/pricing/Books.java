package dev.aibridge.portal.pricing;

import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.pricing.PriceBook;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Person;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Publishes price books. Past ones never change.
@ApplicationScoped
class Books {

    /// How `publish_book` refuses a book that would begin before the newest one.
    private static final String TOO_EARLY = "22023";

    private final Session database;

    Books(Session database) {
        this.database = database;
    }

    /// A model's multipliers in one book; `null` where that has none.
    @Nullable Multipliers in(long book, String model) {
        List<?> found =
                database.createNativeQuery(
                                "SELECT ppm FROM catalog.price"
                                        + " WHERE book_seq = :book AND model_id = :model",
                                long[].class)
                        .setParameter("book", book)
                        .setParameter("model", model)
                        .getResultList();
        return found.isEmpty() ? null : Multipliers.of((long[]) found.getFirst());
    }

    /// Publishes the next book: the newest one with this model's multipliers changed.
    ///
    /// @param changes the lines that are changed, for the audit log
    @Transactional
    Publication publish(Person admin, String model, Draft draft, List<Line> changes) {
        JsonArray ppm = new JsonArray();
        Arrays.stream(draft.multipliers().toArray()).forEach(ppm::add);
        Next next =
                new Next(draft.from(), draft.why(), JsonObject.of(model, ppm), new JsonObject());
        return publish(next, draft.book(), book -> note(admin, model, draft, changes, book));
    }

    /// Publishes the next book: the newest one with this group's factor changed. It begins at once,
    /// or with the newest one if that is still to come.
    ///
    /// @param seen the newest book when the form was made
    @Transactional
    Publication publish(Person admin, String group, long ppm, PriceBook seen, String why) {
        Instant begins = seen.validFrom();
        Next next =
                new Next(
                        begins.isAfter(Instant.now()) ? begins : null,
                        why,
                        new JsonObject(),
                        JsonObject.of(group, ppm));
        return publish(
                next,
                seen.seq(),
                book -> note(admin, group, seen.factors().get(group), next, book));
    }

    /// What the next book has of its own.
    ///
    /// @param from when it begins; `null`: at once
    private record Next(
            @Nullable Instant from, String why, JsonObject prices, JsonObject factors) {}

    private Publication publish(Next next, long seen, LongConsumer note) {
        try {
            long book = publish(next);
            // Nobody else publishes until this transaction ends: the function holds the table.
            if (before(book) == seen) {
                note.accept(book);
                return Publication.DONE;
            }
        } catch (PersistenceException e) {
            if (!(e.getCause() instanceof SQLException cause
                    && TOO_EARLY.equals(cause.getSQLState()))) {
                throw e;
            }
        }
        QuarkusTransaction.setRollbackOnly();
        return Publication.OVERTAKEN;
    }

    private long publish(Next next) {
        return database.createNativeQuery(
                        """
                                SELECT catalog.publish_book(
                                  coalesce(CAST(:begins AS timestamptz), now()), :why,
                                  CAST(:prices AS jsonb), CAST(:factors AS jsonb))""",
                        Long.class)
                .setParameter("begins", next.from() == null ? null : next.from().toString())
                .setParameter("why", next.why())
                .setParameter("prices", next.prices().encode())
                .setParameter("factors", next.factors().encode())
                .getSingleResult();
    }

    private static void note(
            Person admin, String group, @Nullable Long before, Next next, long book) {
        JsonObject detail =
                JsonObject.of(
                        "book",
                        book,
                        "before",
                        JsonObject.of("ppm", before),
                        "after",
                        JsonObject.of("ppm", next.factors().getLong(group)));
        new AuditEntry(admin, "factor.publish", group, detail.encode())
                .because(next.why())
                .persist();
    }

    private long before(long book) {
        return database.createNativeQuery(
                        "SELECT max(seq) FROM catalog.price_book WHERE seq < :book", Long.class)
                .setParameter("book", book)
                .getSingleResult();
    }

    private static void note(
            Person admin, String model, Draft draft, List<Line> changes, long book) {
        JsonObject detail =
                JsonObject.of(
                        "book",
                        book,
                        "from",
                        draft.from() == null ? "now" : draft.from().toString(),
                        "before",
                        told(changes, Line::newest),
                        "after",
                        told(changes, draft::ppm));
        new AuditEntry(admin, "price.publish", model, detail.encode())
                .because(draft.why())
                .persist();
    }

    private static JsonObject told(List<Line> lines, Function<Line, @Nullable Long> ppm) {
        JsonObject told = new JsonObject();
        for (Line line : lines) {
            Long value = ppm.apply(line);
            told.put(
                    line.bucket().name().toLowerCase(Locale.ROOT),
                    value == null ? null : Decimal.of(value));
        }
        return told;
    }
}
