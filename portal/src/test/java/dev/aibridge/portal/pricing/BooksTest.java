package dev.aibridge.portal.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.common.pricing.Multipliers;
import dev.aibridge.common.pricing.PriceBook;
import dev.aibridge.portal.TestServers;
import dev.aibridge.portal.accounts.Arrival;
import dev.aibridge.portal.accounts.Claims;
import dev.aibridge.portal.accounts.Homes;
import dev.aibridge.portal.accounts.Language;
import dev.aibridge.portal.accounts.Person;
import dev.aibridge.portal.catalog.Catalogue;
import io.quarkus.test.TestTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Price books follow each other, whoever publishes them.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class BooksTest {

    private static final String MODEL = "gpt-4o";

    @Inject Books books;
    @Inject Catalogue catalogue;
    @Inject Homes homes;

    private Publication publish(@Nullable Instant from) {
        Claims claims =
                new Claims(UUID.randomUUID(), "a@example.org", true, "Grace Admin", Language.EN);
        Person admin = ((Arrival.Home) homes.arrive(claims)).person();
        PriceBook newest = catalogue.books().getLast();
        Multipliers multipliers = Multipliers.of(new long[14]);
        Draft draft = new Draft(newest.seq(), multipliers, from, "a test");
        return books.publish(admin, MODEL, draft, List.of());
    }

    @Test
    @TestTransaction
    void aBookMayComeLater() {
        Instant later = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        assertThat(publish(later)).isEqualTo(Publication.DONE);
        PriceBook newest = catalogue.books().getLast();
        assertThat(newest.validFrom()).isEqualTo(later);
        assertThat(books.in(newest.seq(), MODEL)).isEqualTo(Multipliers.of(new long[14]));
        assertThat(books.in(newest.seq(), "nobody")).isNull();
    }

    @Test
    @TestTransaction
    void aBookThatWouldBeginBeforeTheNewestIsNotPublished() {
        assertThat(publish(Instant.now().plus(Duration.ofHours(1)))).isEqualTo(Publication.DONE);
        assertThat(publish(null)).isEqualTo(Publication.OVERTAKEN);
    }
}
