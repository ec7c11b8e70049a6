package dev.aibridge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What OpenAI refuses in a chat request. A row changes one thing in a good request.
class RefusalTest {

    private static final String USER = "{\"role\":\"user\",\"content\":\"hi\"}";
    private static Sandbox sandbox;
    private static Caller caller;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(SandboxSettings.unpaced());
        caller = new Caller(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            textBlock =
                    """
    flavour            | "salt"            | -                            | Unrecognized request argument supplied: flavour
    messages           | -                 | missing_required_parameter   | Missing required parameter: 'messages'.
    messages           | "hi"              | invalid_type                 | expected an array of objects, but got a string
    messages           | []                | empty_array                  | Expected an array with minimum length 1
    messages           | ["hi"]            | invalid_type                 | Invalid type for 'messages[0]': expected an object
    messages           | [{"content":"x"}] | missing_required_parameter   | Missing required parameter: 'messages[0].role'.
    messages           | [{"role":"bot","content":"x"}] | invalid_value   | Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.
    messages           | [{"role":"user"}] | missing_required_parameter   | Missing required parameter: 'messages[0].content'.
    messages           | [{"role":"user","content":null}] | -             | Invalid value for 'content': expected a string, got null.
    messages           | [{"role":"user","content":7}] | invalid_type     | but got an integer instead
    messages           | [{"role":"user","content":[]}] | empty_array     | Invalid 'messages[0].content'
    messages           | [{"role":"user","content":"x","mood":1}] | unknown_parameter | Unknown parameter: 'messages[0].mood'.
    messages           | [{"role":"user","content":[{"type":"smell"}]}] | invalid_value | Invalid value: 'smell'.
    messages           | [{"role":"user","content":[{"type":"text"}]}] | missing_required_parameter | 'messages[0].content[0].text'
    messages           | [{"role":"user","content":[{"type":"input_audio","input_audio":{}}]}] | - | input_audio is only supported by certain models
    messages           | [{"role":"user","content":[{"type":"image_url","image_url":{"url":"cat.png"}}]}] | invalid_value | Expected a valid URL
    messages           | [{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:text/plain;base64,aGk="}}]}] | invalid_image_format | Invalid MIME type
    messages           | [{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,###"}}]}] | invalid_base64 | Invalid base64 image_url
    messages           | [{"role":"system","content":[{"type":"image_url","image_url":{"url":"https://a.example/b.png"}}]}] | invalid_value | Image URLs are only allowed for messages with role 'user'
    messages           | [{"role":"tool","content":"x","tool_call_id":"a"}] | - | must be a response to a preceeding message with 'tool_calls'
    messages           | [{"role":"tool","content":"x"}] | missing_required_parameter | 'messages[0].tool_call_id'
    messages           | [{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]}] | - | did not have response messages: a
    messages           | [{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"b","content":"x"}] | - | 'tool_call_id' of 'b' not found
    messages           | [{"role":"assistant","tool_calls":[]}] | empty_array | messages[0].tool_calls
    messages           | [{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":{}}}]}] | invalid_type | expected a string, but got an object
    temperature        | 2.5               | decimal_above_max_value      | Expected a value <= 2.0, but got 2.5 instead
    temperature        | -1                | decimal_below_min_value      | Expected a value >= 0
    temperature        | "hot"             | invalid_type                 | expected a decimal, but got a string
    top_p              | 1.1               | decimal_above_max_value      | Invalid 'top_p'
    presence_penalty   | -3                | decimal_below_min_value      | Invalid 'presence_penalty'
    frequency_penalty  | 3                 | decimal_above_max_value      | Invalid 'frequency_penalty'
    n                  | 0                 | integer_below_min_value      | Expected a value >= 1, but got 0
    n                  | 129               | integer_above_max_value      | Expected a value <= 128
    n                  | 1.5               | invalid_type                 | expected an integer, but got a decimal
    seed               | "x"               | invalid_type                 | Invalid type for 'seed'
    stop               | ["a","b","c","d","e"] | array_above_max_length   | maximum length 4
    stop               | [""]              | empty_string                 | Invalid 'stop[0]'
    stop               | 5                 | invalid_type                 | Invalid type for 'stop'
    logit_bias         | {"a":1}           | -                            | Invalid key in 'logit_bias': a
    logit_bias         | {"5":101}         | decimal_above_max_value      | 'logit_bias.5'
    logprobs           | "yes"             | invalid_type                 | expected a boolean
    top_logprobs       | 3                 | -                            | 'top_logprobs' is only allowed when 'logprobs' is enabled
    max_tokens         | 0                 | integer_below_min_value      | Invalid 'max_tokens'
    max_tokens         | 20000             | invalid_value                | max_tokens is too large: 20000. This model supports at most 16384 completion tokens
    stream             | "yes"             | invalid_type                 | Invalid type for 'stream'
    stream_options     | {"include_usage":true} | -                       | only allowed when 'stream' is enabled
    service_tier       | "gold"            | invalid_value                | Supported values are: 'auto', 'default', 'flex', 'scale', and 'priority'.
    store              | 1                 | invalid_type                 | Invalid type for 'store'
    metadata           | {"a":"b"}         | -                            | only allowed when 'store' is enabled
    modalities         | ["text","audio"]  | unsupported_value            | does not support 'audio'
    prediction         | {"type":"wish","content":"x"} | invalid_value    | Supported values are: 'content'.
    reasoning_effort   | "low"             | -                            | Unrecognized request argument supplied: reasoning_effort
    verbosity          | "low"             | unsupported_value            | Supported values are: 'medium'
    tools              | []                | empty_array                  | Invalid 'tools'
    tools              | [{"type":"function","function":{"name":"a b"}}] | invalid_value | '^[a-zA-Z0-9_-]+$'
    tools              | [{"type":"function"}] | missing_required_parameter | 'tools[0].function'
    tools              | [{"type":"function","function":{"name":"f","parameters":{"type":"string"}}}] | invalid_function_parameters | Invalid schema for function 'f': schema must be a JSON Schema of 'type: "object"'
    tools              | [{"type":"function","function":{"name":"f","strict":true,"parameters":{"type":"object","properties":{}}}}] | invalid_function_parameters | 'additionalProperties' is required to be supplied and to be false
    tools              | [{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"array"}}}}}] | invalid_function_parameters | In context=('properties', 'a'), array schema missing items.
    tool_choice        | "auto"            | -                            | 'tool_choice' is only allowed when 'tools' are specified
    parallel_tool_calls | true             | -                            | 'parallel_tool_calls' is only allowed when 'tools' are specified
    response_format    | {"type":"json_object"} | -                       | must contain the word 'json'
    response_format    | {"type":"xml"}    | invalid_value                | Supported values are: 'text', 'json_object', and 'json_schema'.
    response_format    | {"type":"json_schema"} | missing_required_parameter | 'response_format.json_schema'
    response_format    | {"type":"json_schema","json_schema":{"name":"a b","schema":{}}} | invalid_value | 'response_format.json_schema.name'
    response_format    | {"type":"json_schema","json_schema":{"name":"a","strict":true,"schema":{"type":"object","additionalProperties":false,"properties":{"b":{"type":"string"}},"required":[]}}} | invalid_json_schema | Missing 'b'.
    """)
    void aBadParameterIsRefused(String field, String value, String code, String message) {
        ObjectNode body = good("gpt-4o");
        body.remove(field);
        if (value != null) {
            body.set(field, Caller.json(value));
        }

        HttpResponse<String> answer = caller.chat("openai", body.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode error = Caller.json(answer.body()).path("error");
        assertThat(error.path("message").asText()).contains(message);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("code").asText(null)).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0} with {1} = {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
    gpt-5.4           | max_tokens       | 10     | Use 'max_completion_tokens' instead.
    gpt-5.4           | temperature      | 0.5    | Only the default (1) value is supported.
    gpt-5.4           | top_p            | 0.5    | 'top_p' is not supported with this model
    gpt-5.4           | stop             | "x"    | 'stop' is not supported with this model
    gpt-5.4           | reasoning_effort | "huge" | Supported values are: 'none', 'low', 'medium', 'high', and 'xhigh'.
    gpt-5.4           | tools            | [{"type":"function","function":{"name":"f"}}] | Function tools with reasoning_effort are not supported for gpt-5.4
    """)
    void aReasoningModelRefusesWhatItCannotDo(
            String model, String field, String value, String message) {
        ObjectNode body = good(model);
        body.set(field, Caller.json(value));

        HttpResponse<String> answer = caller.chat("openai", body.toString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Caller.json(answer.body()).at("/error/message").asText()).contains(message);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            textBlock =
                    """
    openai   | gpt-4o           | context_length_exceeded | This model's maximum context length is 128000 tokens. However, your messages resulted in 140007 tokens. Please reduce the length of the messages.
    deepseek | deepseek-chat    | invalid_request_error   | This model's maximum context length is 65536 tokens. However, you requested 140007 tokens (140007 in the messages, 0 in the completion).
    qwen     | qwen-max         | invalid_parameter_error | Range of input length should be [1, 32768]
    moonshot | moonshot-v1-128k | -                       | Your request exceeded model token limit: 131072 (requested: 140007)
    """)
    void aPromptBeyondTheWindowIsRefusedInTheVendorsWords(
            String vendor, String model, String code, String message) {
        ObjectNode body = Caller.ask(model, " word".repeat(140_000));

        HttpResponse<String> answer = caller.chat(vendor, body.toString());

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = Caller.json(answer.body()).path("error");
        assertThat(error.path("message").asText()).contains(message);
        assertThat(error.path("code").asText(null)).isEqualTo(code);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
    {"model":"text-embedding-3-small"}                                         | Missing required parameter: 'input'.
    {"model":"text-embedding-3-small","input":""}                              | '$.input' is invalid
    {"model":"text-embedding-3-small","input":[]}                              | '$.input' is invalid
    {"model":"text-embedding-3-small","input":["a",1]}                         | '$.input' is invalid
    {"model":"text-embedding-3-small","input":[[1,"a"]]}                       | '$.input' is invalid
    {"model":"text-embedding-3-small","input":"a","dimensions":1537}           | integer above maximum value
    {"model":"text-embedding-3-small","input":"a","dimensions":0}              | integer below minimum value
    {"model":"text-embedding-3-small","input":"a","encoding_format":"hex"}     | Supported values are: 'float' and 'base64'.
    {"model":"text-embedding-3-small","input":"a","colour":"red"}              | Unknown parameter: 'colour'.
    """)
    void aBadEmbeddingsRequestIsRefused(String body, String message) {
        HttpResponse<String> answer = caller.post("openai", "/v1/embeddings", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Caller.json(answer.body()).at("/error/message").asText()).contains(message);
    }

    private static ObjectNode good(String model) {
        ObjectNode body = Caller.ask(model, "x");
        body.set("messages", Caller.json("[" + USER + "]"));
        return body;
    }
}
