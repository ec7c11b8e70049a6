package dev.aibridge.gateway.metering;

import dev.aibridge.common.usage.UsageSource;
import dev.aibridge.gateway.wire.AnswerReader;
import dev.aibridge.gateway.wire.EarlyEnd;
import dev.aibridge.gateway.wire.VendorUsage;
import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Follows one answer and knows at its end what it used. Not thread-safe; one per request.
public final class Meter {

    private final ProducedText text = new ProducedText();
    private final AnswerReader reader;
    private final long mostPrompt;
    private final long mostCompletion;
    private boolean content;
    private long contentEvents;

    /// A meter for one answer.
    ///
    /// @param dialect reads it
    /// @param mostPrompt prompt tokens above this are not believed
    /// @param mostCompletion produced tokens above this are not believed
    public Meter(AnswerReader.Maker dialect, long mostPrompt, long mostCompletion) {
        this.reader = dialect.over(text);
        this.mostPrompt = mostPrompt;
        this.mostCompletion = mostCompletion;
    }

    /// Reads a whole answer or the next chunk of a streamed one.
    ///
    /// @return where its places stand; valid until the next call
    /// @throws IOException when it is nothing of its dialect
    public AnswerReader read(byte[] json, int offset, int length) throws IOException {
        reader.read(json, offset, length);
        content |= reader.hasContent();
        contentEvents += reader.hasContent() ? 1 : 0;
        return reader;
    }

    /// About how many tokens were produced so far, rather more than less; what a vendor does not
    /// show, such as hidden reasoning, is in it only when the vendor says so.
    public long produced() {
        VendorUsage said = reader.usage();
        long seen = Math.max(contentEvents, text.tokensAtMost());
        return said == null || said.output() > mostCompletion
                ? seen
                : Math.max(seen, said.output());
    }

    /// Whether so many choices have come to their end.
    public boolean isOver(int choices) {
        return reader.ended().cardinality() >= choices;
    }

    /// The choices that have come to their end, by index.
    public BitSet ended() {
        return (BitSet) reader.ended().clone();
    }

    /// Counts what was produced so far, as it stands now.
    ///
    /// @return work that is slow: not for the event loop
    public Callable<Long> counting(Tokenizer tokenizer) {
        String now = text.get();
        return () -> tokenizer.count(now);
    }

    /// Whether anything was produced.
    public boolean hasContent() {
        return content;
    }

    /// Whether the vendor ended without producing anything. One that used up its tokens before the
    /// first word did produce.
    public boolean isEmpty() {
        return !content && !reader.reachedLimit();
    }

    /// The events that end the answer as one that has reached its limit.
    public AnswerReader.Early early(EarlyEnd end) {
        return reader.early(end);
    }

    /// The events that end the answer with an error.
    ///
    /// @param body the whole refusal in the dialect's envelope
    public byte[] failure(String code, String message, byte[] body) {
        return reader.failure(code, message, body);
    }

    /// What a client of this dialect hears while nothing else comes.
    public byte[] signOfLife() {
        return reader.signOfLife();
    }

    /// What the vendor says was used; `null` when it does not say all, or says what can't be.
    public @Nullable Metered byVendor() {
        VendorUsage said = reader.usage();
        return said != null && said.whole() && isBelievable(said) ? Metered.of(said) : null;
    }

    private boolean isBelievable(VendorUsage said) {
        boolean produced = !content || said.input() > 0;
        return said.believable()
                && produced
                && said.input() <= mostPrompt
                && said.output() <= mostCompletion;
    }

    /// Counts by ourselves, for an answer whose vendor did not say, or was cut off: then what it
    /// said of its input stands. Slow: not on the event loop.
    ///
    /// @param request the request's body
    /// @param messages how many messages it holds; 0 for embeddings
    /// @param imageTokens what its images count
    public Metered count(Tokenizer tokenizer, byte[] request, int messages, long imageTokens) {
        long output = tokenizer.count(text.get());
        VendorUsage said = reader.usage();
        if (said != null && isBelievable(said)) {
            return Metered.partial(said, output);
        }
        long input = tokenizer.countRequest(request, messages) + imageTokens;
        UsageSource source =
                said == null ? UsageSource.COUNTED_MISSING : UsageSource.COUNTED_ABSURD;
        return Metered.counted(input, output, source);
    }
}
