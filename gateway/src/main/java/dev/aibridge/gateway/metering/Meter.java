package dev.aibridge.gateway.metering;

import dev.aibridge.common.usage.UsageSource;
import dev.aibridge.gateway.wire.AnswerReader;
import dev.aibridge.gateway.wire.VendorUsage;
import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Follows one answer and knows at its end what it used. Not thread-safe; one per request.
public final class Meter {

    private final ProducedText text = new ProducedText();
    private final AnswerReader reader = new AnswerReader(text);
    private final long mostPrompt;
    private final long mostCompletion;
    private @Nullable VendorUsage usage;
    private boolean content;
    private long contentEvents;
    private @Nullable String finish;

    /// A meter for one answer.
    ///
    /// @param mostPrompt prompt tokens above this are not believed
    /// @param mostCompletion produced tokens above this are not believed
    public Meter(long mostPrompt, long mostCompletion) {
        this.mostPrompt = mostPrompt;
        this.mostCompletion = mostCompletion;
    }

    /// Reads a whole answer or the next chunk of a streamed one.
    ///
    /// @return where its places stand; valid until the next call
    /// @throws IOException when it is no JSON object
    public AnswerReader read(byte[] json, int offset, int length) throws IOException {
        reader.read(json, offset, length);
        usage = reader.usage() == null ? usage : reader.usage();
        finish = reader.finish() == null ? finish : reader.finish();
        content |= reader.hasContent();
        contentEvents += reader.hasContent() ? 1 : 0;
        return reader;
    }

    /// About how many tokens were produced so far, rather more than less; what a vendor does not
    /// show, such as hidden reasoning, is in it only when the vendor says so.
    public long produced() {
        VendorUsage said = usage;
        long seen = Math.max(contentEvents, text.tokensAtMost());
        return said == null || said.completion() > mostCompletion
                ? seen
                : Math.max(seen, said.completion());
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
    /// first word (`length`) did produce.
    public boolean isEmpty() {
        return !content && !"length".equals(finish);
    }

    /// What the vendor says was used; `null` when it says nothing or nothing that can be.
    public @Nullable Metered byVendor() {
        VendorUsage said = usage;
        return said == null || !isBelievable(said) ? null : Metered.of(said);
    }

    private boolean isBelievable(VendorUsage said) {
        boolean sums = said.total() == 0 || said.total() == said.prompt() + said.completion();
        boolean produced = !content || said.prompt() > 0;
        return said.believable()
                && sums
                && produced
                && said.prompt() <= mostPrompt
                && said.completion() <= mostCompletion;
    }

    /// Counts by ourselves, for an answer whose vendor did not say, or was cut off. Slow: not on
    /// the event loop.
    ///
    /// @param request the request's body
    /// @param messages how many messages it holds; 0 for embeddings
    /// @param imageTokens what its images count
    public Metered count(Tokenizer tokenizer, byte[] request, int messages, long imageTokens) {
        long input = tokenizer.countRequest(request, messages) + imageTokens;
        long output = tokenizer.count(text.get());
        UsageSource source =
                usage == null ? UsageSource.COUNTED_MISSING : UsageSource.COUNTED_ABSURD;
        return Metered.counted(input, output, source);
    }
}
