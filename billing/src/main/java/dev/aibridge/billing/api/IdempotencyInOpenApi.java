package dev.aibridge.billing.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;

/// Says of every changing route that it needs an `Idempotency-Key`, and what becomes of it.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class IdempotencyInOpenApi implements OASFilter {

    private static final String DESCRIPTION =
            "The same key is the same call, and has the same answer, for 24 hours per caller and"
                    + " route; a call that was refused may be sent again under it. 409 while the"
                    + " first one runs, 422 with another body. A string of RFC 9651, best a UUID.";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths()
                .getPathItems()
                .forEach(
                        (path, item) -> {
                            if (path.startsWith(Once.ROUTES)) {
                                explain(item);
                            }
                        });
    }

    private static void explain(PathItem item) {
        item.getOperations()
                .forEach(
                        (method, operation) -> {
                            if (method != HttpMethod.GET) {
                                operation.addParameter(header());
                            }
                        });
    }

    private static Parameter header() {
        return OASFactory.createParameter()
                .name(IdempotencyKey.HEADER)
                .in(In.HEADER)
                .required(true)
                .description(DESCRIPTION)
                .schema(
                        OASFactory.createSchema()
                                .addType(SchemaType.STRING)
                                .maxLength(IdempotencyKey.LONGEST));
    }
}
