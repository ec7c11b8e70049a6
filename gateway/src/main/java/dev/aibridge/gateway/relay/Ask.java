package dev.aibridge.gateway.relay;

import dev.aibridge.common.usage.Endpoint;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.routing.Channel;
import dev.aibridge.gateway.routing.ModelEntry;
import dev.aibridge.gateway.wire.AnswerReader;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a client asked, in what every stage after reading needs of it. One type per endpoint.
public interface Ask {

    /// The output bound of a request that sets none.
    long NO_LIMIT = -1;

    /// What was called.
    Endpoint endpoint();

    /// Reads its answer.
    AnswerReader.Maker dialect();

    /// The model's name or alias as the client wrote it.
    String model();

    /// Whether the answer is to come as events.
    boolean streamed();

    /// Whether the client itself asked for usage in the stream.
    boolean wantsUsage();

    /// The body as it came.
    byte[] body();

    /// How many messages it holds; 0 where there are none.
    int messages();

    /// Bytes of what the model reads as text.
    int textBytes();

    /// How many images it holds.
    int images();

    /// How many answers it wants, at least 1.
    int choices();

    /// The most tokens one answer may have, as the client set it, or [#NO_LIMIT].
    long outputLimit();

    /// What names this conversation from turn to turn, for estimates only; 0 when it is part of
    /// none.
    ///
    /// @param key whose conversation it is
    long conversation(UUID key);

    /// What is taken out of the request before it leaves, by name.
    List<String> dropped();

    /// Why this model can't serve this request; `null` when it can.
    @Nullable Refusal against(ModelEntry model);

    /// The body for the vendor: the client's bytes but for the few fields that the gateway owns.
    ///
    /// @param upstreamModel what the vendor calls the model
    /// @param outputLimit the bound to set on one answer, or [#NO_LIMIT] to leave the client's
    /// @param pseudonym what a user's identifier leaves as
    byte[] forVendor(
            Channel channel,
            String upstreamModel,
            long outputLimit,
            UnaryOperator<String> pseudonym);
}
