package dev.aibridge.sandbox.stripe.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.sandbox.stripe.books.Books;
import dev.aibridge.sandbox.stripe.books.Kind;
import dev.aibridge.sandbox.stripe.params.Answer;
import dev.aibridge.sandbox.stripe.params.Refusal;
import dev.aibridge.sandbox.stripe.params.Shape;
import dev.aibridge.sandbox.stripe.pay.Disputes;
import dev.aibridge.sandbox.stripe.pay.Disputes.Outcome;

/// `POST /v1/disputes/{id}/close`: the merchant gives in.
final class DisputeEndpoints {

    private final Books books;
    private final Disputes disputes;

    DisputeEndpoints(Books books, Disputes disputes) {
        this.books = books;
        this.disputes = disputes;
    }

    Route route() {
        return Route.post(
                "/v1/disputes/{id}/close", Kind.DISPUTE, Shape.Fields.none(), this::close);
    }

    private Answer close(Asked asked) {
        return books.find(Kind.DISPUTE, asked.id())
                .map(dispute -> close(dispute, asked))
                .orElseGet(
                        () ->
                                Refusal.missing(Kind.DISPUTE.object(), asked.id(), "dispute")
                                        .answer());
    }

    private Answer close(ObjectNode dispute, Asked asked) {
        return disputes.decide(dispute, Outcome.LOST, asked.cause())
                ? Answer.ok(dispute)
                : Refusal.invalid("This dispute is already closed.", null, null).answer();
    }
}
