package dev.aibridge.portal.tenants;

import dev.aibridge.portal.accounts.Member;
import dev.aibridge.portal.accounts.Person;
import dev.aibridge.portal.accounts.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds tenants. Their ids rise with time, so the newest come first and a page begins below the
/// last id of the one before.
@ApplicationScoped
@Transactional
class Directory {

    /// Rows of a page. Billing tells 200 balances at once.
    static final int PAGE = 50;

    /// As much of a key as is stored readably, with its `ab-`.
    private static final int KEY_PREFIX = 8;

    private static final UUID ABOVE_ALL = new UUID(-1, -1);
    private static final UUID NOBODY = new UUID(0, 0);

    private static final String FIND =
            """
            select t from Tenant t
            where t.id < :before
              and (t.id = :id or lower(t.name) like :text escape '!'
                or exists (select 1 from Member m join Person p on p.subject = m.subject
                  where m.tenantId = t.id and lower(p.email) like :text escape '!')
                or exists (select 1 from ApiKeyRow k
                  where k.tenantId = t.id and k.prefix like :key escape '!'))
            order by t.id desc""";

    /// A tenant in the list.
    ///
    /// @param email of who joined it first
    /// @param seenAt when one of its members was here last
    record Entry(Tenant tenant, String email, Optional<Instant> seenAt) {

        static Entry of(Tenant tenant, List<Belonging> members) {
            return new Entry(
                    tenant,
                    members.isEmpty() ? "" : members.getFirst().person().email,
                    members.stream()
                            .map(member -> member.person().seenAt)
                            .max(Comparator.naturalOrder()));
        }
    }

    /// A page of them.
    ///
    /// @param next below which id the next page begins, if there is one
    record Found(List<Entry> entries, Optional<UUID> next) {}

    /// Somebody who belongs to a tenant.
    record Belonging(Person person, Member member) {}

    private final EntityManager database;

    Directory(EntityManager database) {
        this.database = database;
    }

    /// Those of which name or a member's e-mail holds the text, whose id it is, or that have a key
    /// which begins so; all of them for an empty text.
    ///
    /// @param before the last id of the page before, or `null`
    Found find(String text, @Nullable UUID before) {
        List<Tenant> found =
                database.createQuery(FIND, Tenant.class)
                        .setParameter("before", before == null ? ABOVE_ALL : before)
                        .setParameter("id", id(text))
                        .setParameter("text", "%" + plain(text.toLowerCase(Locale.ROOT)) + "%")
                        .setParameter("key", key(text))
                        .setMaxResults(PAGE + 1)
                        .getResultList();
        List<Tenant> page = found.subList(0, Math.min(PAGE, found.size()));
        Map<UUID, List<Belonging>> members = members(page.stream().map(one -> one.id).toList());
        return new Found(
                page.stream()
                        .map(one -> Entry.of(one, members.getOrDefault(one.id, List.of())))
                        .toList(),
                found.size() > PAGE ? Optional.of(page.getLast().id) : Optional.empty());
    }

    /// Who belongs to a tenant, the first to join first.
    List<Belonging> members(Tenant tenant) {
        return members(List.of(tenant.id)).getOrDefault(tenant.id, List.of());
    }

    private Map<UUID, List<Belonging>> members(List<UUID> tenants) {
        return database.createQuery(
                        """
                        select p, m from Member m join Person p on p.subject = m.subject
                        where m.tenantId in :tenants order by m.createdAt, m.subject""",
                        Belonging.class)
                .setParameter("tenants", tenants)
                .getResultStream()
                .collect(Collectors.groupingBy(one -> one.member().tenantId));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return NOBODY;
        }
    }

    /// Whoever pastes a whole key means its beginning.
    private static String key(String text) {
        return text.startsWith("ab-")
                ? plain(text.substring(0, Math.min(KEY_PREFIX, text.length()))) + "%"
                : "";
    }

    private static String plain(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
