package dev.aibridge.billing.api;

import dev.aibridge.billing.reconciliation.ProofOnDemand;
import dev.aibridge.billing.reconciliation.Verdict;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The proof of the money invariants.
@Path("/v1/admin/verify")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "admin")
public class VerifyResource {

    private final ProofOnDemand proof;

    /// Shows that proof.
    public VerifyResource(ProofOnDemand proof) {
        this.proof = proof;
    }

    /// Every invariant, as the last proof found it.
    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "verify", summary = "Whether the money invariants hold")
    public Verdict verify() throws SQLException {
        return proof.verdict()
                .orElseThrow(
                        () ->
                                new Refused(
                                        Problem.unavailable(
                                                "proof_under_way",
                                                "The first proof is under way; ask again in a minute.")));
    }
}
