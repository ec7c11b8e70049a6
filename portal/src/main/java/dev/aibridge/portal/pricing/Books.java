package dev.aibridge.portal.pricing;

import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Person;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
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
        try {
            long book = next(model, draft);
            // Nobody else publishes until this transaction ends: the function holds the table.
            if (before(book) == draft.book()) {
                note(admin, model, draft, changes, book);
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

    private long next(String model, Draft draft) {
        JsonArray ppm = new JsonArray();
        Arrays.stream(draft.multipliers().toArray()).forEach(ppm::add);
        return database.createNativeQuery(
                        """
                                SELECT catalog.publish_book(
                                  coalesce(CAST(:begins AS timestamptz), now()), :why,
                                  CAST(:changes AS jsonb))""",
                        Long.class)
                .setParameter("begins", draft.from() == null ? null : draft.from().toString())
                .setParameter("why", draft.why())
                .setParameter("changes", JsonObject.of(model, ppm).encode())
                .getSingleResult();
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
