package dev.aibridge.billing.api;

import dev.aibridge.billing.receipts.Document;
import dev.aibridge.billing.receipts.ReceiptPdf;
import dev.aibridge.billing.receipts.Receipts;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// A tenant's receipts.
@Path("/v1/tenants/{tenant}/receipts/{id}")
@Tag(name = "orders")
public class ReceiptsResource {

    private static final String PDF = "application/pdf";

    private final Tenants tenants;
    private final Receipts receipts;
    private final ReceiptPdf pdf;

    /// Serves those receipts.
    public ReceiptsResource(Tenants tenants, Receipts receipts, ReceiptPdf pdf) {
        this.tenants = tenants;
        this.receipts = receipts;
        this.pdf = pdf;
    }

    /// One as a file.
    @GET
    @Authenticated
    @Produces(PDF)
    @Operation(operationId = "receipt", summary = "A receipt or credit note as PDF")
    public Response receipt(@PathParam("tenant") String tenant, @PathParam("id") String id)
            throws SQLException {
        Document receipt =
                receipts.find(tenants.reader(tenant), Ids.inPath(id))
                        .orElseThrow(() -> new Refused(Problem.NOT_FOUND));
        String name = receipt.receipt().kind() + "-" + receipt.receipt().number() + ".pdf";
        return Response.ok(pdf.of(receipt), PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + name.replace('_', '-') + '"')
                .build();
    }
}
