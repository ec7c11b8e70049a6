package dev.aibridge.portal.usage;

import dev.aibridge.portal.accounts.ApiKeyRow;
import dev.aibridge.portal.visitor.Visitor;
import jakarta.enterprise.context.RequestScoped;
import jakarta.persistence.EntityManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What usage can be narrowed to: models and own keys.
@RequestScoped
class Choices {

    private final EntityManager database;
    private final Visitor visitor;

    Choices(EntityManager database, Visitor visitor) {
        this.database = database;
        this.visitor = visitor;
    }

    /// All models, as the catalogue lists them.
    @SuppressWarnings("unchecked") // Text is all that the question asks for.
    List<String> models() {
        return database.createNativeQuery(
                        "SELECT id FROM catalog.model ORDER BY position, id", String.class)
                .getResultList();
    }

    /// The names of all keys by their ids, deleted ones too: their usage keeps its name.
    Map<String, String> keys() {
        return ApiKeyRow.<ApiKeyRow>list(
                        "tenantId = ?1 order by createdAt desc, id", visitor.tenant().id)
                .stream()
                .collect(
                        Collectors.toMap(
                                key -> key.id.toString(),
                                key -> key.name,
                                (one, same) -> one,
                                LinkedHashMap::new));
    }
}
