package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.common.pricing.Bucket;
import dev.aibridge.common.pricing.PriceBook;
import dev.aibridge.portal.accounts.Tenant;
import dev.aibridge.portal.catalog.Catalogue;
import dev.aibridge.portal.catalog.Model;
import dev.aibridge.portal.catalog.Offer;
import io.quarkus.test.TestTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The catalogue as the database holds it.
@QuarkusTest
@QuarkusTestResource(TestServers.class)
class CatalogueTest {

    @Inject Catalogue catalogue;
    @Inject EntityManager database;

    @AfterEach
    void asBefore() {
        TestServers.sql("UPDATE catalog.channel SET enabled = true");
        TestServers.sql("UPDATE catalog.model SET status = 'available' WHERE id = 'qwen-plus'");
    }

    private List<String> listed() {
        return catalogue.offers().stream().map(Offer::id).toList();
    }

    @Test
    void modelsComeInTheirOrderWithTheirPrices() {
        assertThat(listed())
                .containsSubsequence("gpt-4o", "gpt-4o-mini", "deepseek-chat", "kimi-k2.5");
        Offer offer = catalogue.offer("gpt-4o").orElseThrow();
        assertThat(offer.inputPpm()).isEqualTo(1_000_000);
        assertThat(offer.cachedPpm()).isEqualTo(500_000);
        assertThat(offer.outputPpm()).isEqualTo(4_000_000);
        Model model = offer.model();
        assertThat(model.type).isEqualTo(Model.Type.CHAT);
        assertThat(model.status).isEqualTo(Model.Status.BACKUP);
        assertThat(model.traits).isEqualTo(new Model.Traits(true, 1445, false));
        assertThat(model.contextTokens).isEqualTo(128_000);
    }

    @Test
    void aModelWhoseChannelIsOffIsNotListed() {
        TestServers.sql("UPDATE catalog.channel SET enabled = false WHERE id = 'deepseek'");
        assertThat(listed()).contains("gpt-4o").doesNotContain("deepseek-chat");
        assertThat(catalogue.offer("deepseek-chat")).isEmpty();
    }

    @Test
    void aHiddenModelIsNotListed() {
        TestServers.sql("UPDATE catalog.model SET status = 'hidden' WHERE id = 'qwen-plus'");
        assertThat(listed()).contains("qwen-max").doesNotContain("qwen-plus");
    }

    @Test
    void aKeyMayCallWhatItsListAndItsTenantsBothName() {
        Tenant tenant = new Tenant(UUID.randomUUID(), "any");
        assertThat(catalogue.offers(tenant, null)).hasSameSizeAs(listed());
        tenant.allowedModels = new String[] {"gpt-4o", "qwen-max"};
        assertThat(catalogue.offers(tenant, new String[] {"qwen-max", "kimi-k2.5"}))
                .extracting(Offer::id)
                .containsExactly("qwen-max");
    }

    @Test
    void theModelToTryFirstChatsAndCostsLeast() {
        assertThat(Catalogue.toTry(catalogue.offers())).map(Offer::id).hasValue("gpt-4o-mini");
        assertThat(Catalogue.toTry(List.of())).isEmpty();
    }

    @Test
    void aModelKnowsItsOtherNames() {
        assertThat(catalogue.aliases(catalogue.offer("gpt-5.4").orElseThrow().model()))
                .containsExactly("gpt-5*");
    }

    @Test
    @TestTransaction
    void aBookThatIsToComeDoesNotCountYet() {
        database.createNativeQuery(
                        """
                        SELECT catalog.publish_book(now() + interval '1 year', 'later',
                          jsonb_build_object('qwen-max', array_fill(7, ARRAY[14])))""")
                .getSingleResult();
        List<PriceBook> books = catalogue.books();
        assertThat(books).hasSize(2);
        assertThat(Objects.requireNonNull(books.getLast().of("qwen-max")).ppm(Bucket.OUTPUT))
                .isEqualTo(7);
        assertThat(books.getLast().of("gpt-4o")).isEqualTo(books.getFirst().of("gpt-4o"));
        assertThat(books.getLast().validFrom()).isAfter(Instant.now());
        assertThat(catalogue.offer("qwen-max").orElseThrow().inputPpm()).isEqualTo(640_000);
    }
}
