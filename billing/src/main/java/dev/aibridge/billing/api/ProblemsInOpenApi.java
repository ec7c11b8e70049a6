package dev.aibridge.billing.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;

/// Says of every route that what it refuses is a problem.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ProblemsInOpenApi implements OASFilter {

    @Override
    public Operation filterOperation(Operation operation) {
        operation
                .getResponses()
                .setDefaultValue(
                        OASFactory.createAPIResponse()
                                .description("Refused, or failed")
                                .content(
                                        OASFactory.createContent()
                                                .addMediaType(
                                                        Problem.TYPE,
                                                        OASFactory.createMediaType()
                                                                .schema(
                                                                        OASFactory.createSchema()
                                                                                .ref("Problem")))));
        return operation;
    }
}
