package dev.aibridge.bench;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/// The one conversation that is measured: a short chat, as it is asked and answered.
final class Chat {

    /// Events of a streamed answer, `[DONE]` among them.
    static final int EVENTS = 102;

    /// The model that is asked.
    static final String MODEL = "gpt-4o-mini";

    /// By what the vendor knows a streamed request.
    static final String STREAM = "\"stream\":true";

    private static final String DONE = "data: [DONE]\n\n";

    private Chat() {}

    /// The body of a request, about 600 bytes.
    static Buffer request(boolean streamed) {
        return Buffer.buffer(
                """
                {"model":"%s","temperature":0.7,"max_tokens":300,%s"messages":[\
                {"role":"system","content":"You are a helpful assistant of a travel agency. Answer in \
                a friendly tone, in at most five sentences, and never promise prices."},\
                {"role":"user","content":"We are two adults and a child of six and would like to see \
                the north of Italy by train in early autumn, ten days, no more than three hotels. Which \
                towns would you take, and in which order? Please say in a word or two why."}]}"""
                        .formatted(
                                MODEL,
                                streamed
                                        ? STREAM + ",\"stream_options\":{\"include_usage\":true},"
                                        : ""));
    }

    /// A whole answer, about 700 bytes.
    static Buffer answer() {
        return Buffer.buffer(
                """
                {"id":"chatcmpl-CbenchA1b2C3d4E5f6G7h8I9","object":"chat.completion",\
                "created":1760000000,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,\
                "message":{"role":"assistant","content":"Take Milan, Verona and Venice, in this order: \
                short rides, and every day something else to see for a child.","refusal":null,\
                "annotations":[]},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":96,\
                "completion_tokens":27,"total_tokens":123,"prompt_tokens_details":{"cached_tokens":0,\
                "audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,\
                "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},\
                "service_tier":"default","system_fingerprint":"fp_0123456789"}""");
    }

    /// The events of a streamed answer.
    static List<Buffer> events() {
        List<Buffer> events = new ArrayList<>();
        events.add(delta("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"));
        while (events.size() < EVENTS - 3) {
            events.add(delta("{\"content\":\" word%d\"}".formatted(events.size()), "null"));
        }
        events.add(delta("{}", "\"stop\""));
        events.add(
                chunk(
                        "[]",
                        """
                        {"prompt_tokens":96,"completion_tokens":98,"total_tokens":194,\
                        "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
                        "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0}}"""));
        events.add(Buffer.buffer(DONE));
        return events;
    }

    /// Whether an answer came whole.
    static boolean isWhole(boolean streamed, Buffer body) {
        String last = streamed ? DONE : "}";
        int start = body.length() - last.length();
        return start > 0 && body.getString(start, body.length()).equals(last);
    }

    private static Buffer delta(String delta, String finish) {
        return chunk(
                """
                [{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}]"""
                        .formatted(delta, finish),
                "null");
    }

    private static Buffer chunk(String choices, String usage) {
        return Buffer.buffer(
                """
                data: {"id":"chatcmpl-CbenchA1b2C3d4E5f6G7h8I9","object":"chat.completion.chunk",\
                "created":1760000000,"model":"gpt-4o-mini-2024-07-18","service_tier":"default",\
                "system_fingerprint":"fp_0123456789","choices":%s,"usage":%s}

                """
                        .formatted(choices, usage));
    }
}
