package dev.aibridge.portal.audit;

import dev.aibridge.portal.accounts.AuditEntry;
import dev.aibridge.portal.accounts.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;

/// Reads the audit log, newest first.
@ApplicationScoped
@Transactional
class Log {

    /// Lines of a page.
    static final int PAGE = 50;

    private static final String FIND =
            """
            select e from AuditEntry e
            where e.id < :before and e.at >= :from and e.at < :to
              and (:tenant = :any or e.tenantId = :tenant)
              and e.action like :action escape '!'
              and (lower(e.actorName) like :actor escape '!' or cast(e.actor as string) = :id)
            order by e.id desc""";

    /// Some lines.
    ///
    /// @param names of the tenants that they are about
    /// @param next below which id the older ones begin
    record Found(List<AuditEntry> entries, Map<UUID, String> names, OptionalLong next) {}

    private final EntityManager database;

    Log(EntityManager database) {
        this.database = database;
    }

    /// Those that are asked for.
    ///
    /// @param before the last id of the page before
    Found find(Search search, long before) {
        List<AuditEntry> found =
                database.createQuery(FIND, AuditEntry.class)
                        .setParameter("before", before)
                        .setParameter("from", search.from())
                        .setParameter("to", search.to())
                        .setParameter("tenant", search.tenant())
                        .setParameter("any", Search.ANY)
                        .setParameter("action", plain(search.action()) + "%")
                        .setParameter("actor", "%" + plain(lower(search.actor())) + "%")
                        .setParameter("id", lower(search.actor()))
                        .setMaxResults(PAGE + 1)
                        .getResultList();
        List<AuditEntry> page = found.subList(0, Math.min(PAGE, found.size()));
        OptionalLong next =
                found.size() > PAGE
                        ? OptionalLong.of(Objects.requireNonNull(page.getLast().id))
                        : OptionalLong.empty();
        return new Found(page, Tenant.names(page.stream().map(one -> one.tenantId)), next);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String plain(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
