package dev.aibridge.portal.accounts;

import com.fasterxml.uuid.Generators;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Finds where somebody belongs, and makes a place for who signs in the first time.
@ApplicationScoped
public class Homes {

    /// How often a look at a page is noted: often enough to see who is still there.
    private static final Duration SEEN_EVERY = Duration.ofHours(1);

    private final EntityManager database;
    private final SystemSettings settings;

    Homes(EntityManager database, SystemSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// Lets somebody in who signed in. The first time makes person, tenant and membership, all or
    /// nothing; two tabs at once make them once.
    @Transactional
    public Arrival arrive(Claims claims) {
        Optional<Arrival.Home> home = find(claims);
        if (home.isPresent()) {
            return enter(home.get(), claims);
        }
        if (!claims.emailVerified()) {
            return new Arrival.EmailUnverified();
        }
        if (!settings.signUpOpen()) {
            return new Arrival.SignUpClosed();
        }
        return make(claims);
    }

    /// Where somebody belongs, if they were here before. Makes and changes nothing.
    @Transactional
    public Optional<Arrival.Home> find(Claims claims) {
        List<Object[]> found =
                database.createQuery(
                                """
                                select p, t, m.role from Member m
                                join Person p on p.subject = m.subject
                                join Tenant t on t.id = m.tenantId
                                where m.subject = :subject order by m.createdAt limit 1""",
                                Object[].class)
                        .setParameter("subject", claims.subject())
                        .getResultList();
        return found.stream()
                .map(
                        row ->
                                new Arrival.Home(
                                        (Person) row[0], (Tenant) row[1], (Member.Role) row[2]))
                .findFirst();
    }

    private Arrival enter(Arrival.Home home, Claims claims) {
        Person person = home.person();
        if (person.seenAt.isBefore(Instant.now().minus(SEEN_EVERY))) {
            person.seenAt = Instant.now();
            person.email = claims.email();
            person.name = claims.name();
        }
        return home.tenant().status == Tenant.Status.CLOSED ? new Arrival.TenantClosed() : home;
    }

    private Arrival make(Claims claims) {
        database.createNativeQuery(
                        """
                        INSERT INTO accounts.person (subject, email, name, language)
                        VALUES (:subject, :email, :name, :language) ON CONFLICT DO NOTHING""")
                .setParameter("subject", claims.subject())
                .setParameter("email", claims.email())
                .setParameter("name", claims.name())
                .setParameter("language", claims.language().code())
                .executeUpdate();
        // Whoever comes second waits here until the first is done, then finds what that one made.
        Person person = Person.findById(claims.subject(), LockModeType.PESSIMISTIC_WRITE);
        return find(claims)
                .<Arrival>map(home -> enter(home, claims))
                .orElseGet(() -> found(person, claims));
    }

    private static Arrival found(Person person, Claims claims) {
        Tenant tenant = new Tenant(Generators.timeBasedEpochGenerator().generate(), claims.name());
        tenant.persist();
        new Member(tenant, person, Member.Role.OWNER).persist();
        return new Arrival.Home(person, tenant, Member.Role.OWNER);
    }
}
