package dev.aibridge.sandbox.openai;

import dev.aibridge.sandbox.vendor.ChatModel;
import dev.aibridge.sandbox.vendor.ChatVendor;
import dev.aibridge.sandbox.wire.ApiError;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How each vendor says what OpenAI says in its own way.
public final class Accent {

    private static final String INVALID_REQUEST = "invalid_request_error";

    private static final String NO_KEY =
            "You didn't provide an API key. You need to provide your API key in an Authorization"
                    + " header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or as the"
                    + " password field (with blank username) if you're accessing the API from your"
                    + " browser and are prompted for a username and password. You can obtain an API key"
                    + " from https://platform.openai.com/account/api-keys.";

    private final ChatVendor vendor;

    /// The accent of one vendor.
    public Accent(ChatVendor vendor) {
        this.vendor = vendor;
    }

    /// A refusal of request validation, in this vendor's envelope and wording.
    public ApiError of(ApiError openai) {
        return switch (vendor) {
            case OPENAI -> openai;
            case DEEPSEEK -> deepseek(openai);
            case QWEN ->
                    new ApiError(
                            openai.status(),
                            "<400> InternalError.Algo.InvalidParameter: " + openai.message(),
                            INVALID_REQUEST,
                            null,
                            "invalid_parameter_error");
            case MOONSHOT ->
                    new ApiError(
                            openai.status(),
                            "Invalid request: " + openai.message(),
                            INVALID_REQUEST,
                            null,
                            null);
        };
    }

    /// A 401, with the refused key masked; null when none was sent.
    public ApiError wrongKey(@Nullable String key) {
        return switch (vendor) {
            case OPENAI ->
                    key == null
                            ? ApiError.of(401, NO_KEY, null, null)
                            : ApiError.of(
                                    401,
                                    "Incorrect API key provided: "
                                            + masked(key)
                                            + ". You can find your API key at"
                                            + " https://platform.openai.com/account/api-keys.",
                                    null,
                                    "invalid_api_key");
            case DEEPSEEK ->
                    new ApiError(
                            401,
                            "Authentication Fails, Your api key: ****"
                                    + lastFour(key == null ? "" : key)
                                    + " is invalid",
                            "authentication_error",
                            null,
                            INVALID_REQUEST);
            case QWEN ->
                    key == null
                            ? ApiError.of(401, NO_KEY, null, null)
                            : ApiError.of(
                                    401, "Incorrect API key provided. ", null, "invalid_api_key");
            case MOONSHOT ->
                    new ApiError(
                            401,
                            "Invalid Authentication",
                            "invalid_authentication_error",
                            null,
                            null);
        };
    }

    /// The refusal of a model that the vendor does not serve.
    public ApiError unknownModel(String model) {
        String openai = "The model `" + model + "` does not exist or you do not have access to it.";
        return switch (vendor) {
            case OPENAI, QWEN -> ApiError.of(404, openai, null, "model_not_found");
            case DEEPSEEK -> ApiError.of(400, "Model Not Exist", null, INVALID_REQUEST);
            case MOONSHOT ->
                    new ApiError(
                            404,
                            "Not found the model " + model + " or Permission denied",
                            "resource_not_found_error",
                            null,
                            null);
        };
    }

    /// The refusal of a prompt that does not fit the model's window.
    ///
    /// @param prompt tokens of the messages
    /// @param completion tokens asked for explicitly; 0 when the request sets no maximum
    public ApiError contextOverflow(ChatModel model, long prompt, long completion) {
        int window = model.contextTokens();
        return switch (vendor) {
            case OPENAI ->
                    ApiError.invalid(
                            openaiOverflow(model, prompt, completion),
                            "messages",
                            "context_length_exceeded");
            case DEEPSEEK ->
                    ApiError.invalid(requested(window, prompt, completion), null, INVALID_REQUEST);
            case QWEN ->
                    ApiError.invalid(
                            "<400> InternalError.Algo.InvalidParameter: Range of input length"
                                    + " should be [1, "
                                    + window
                                    + "]",
                            null,
                            "invalid_parameter_error");
            case MOONSHOT ->
                    ApiError.invalid(
                            "Invalid request: Your request exceeded model token limit: "
                                    + window
                                    + " (requested: "
                                    + (prompt + completion)
                                    + ")",
                            null,
                            null);
        };
    }

    private static String openaiOverflow(ChatModel model, long prompt, long completion) {
        int window = model.contextTokens();
        if (model.thinking() == ChatModel.Thinking.HIDDEN) {
            int limit = window - model.maxOutputTokens();
            return ("Input tokens exceed the configured limit of %d tokens. Your messages resulted"
                            + " in %d tokens. Please reduce the length of the messages.")
                    .formatted(limit, prompt);
        }
        if (prompt <= window) {
            return requested(window, prompt, completion);
        }
        return ("This model's maximum context length is %d tokens. However, your messages resulted"
                        + " in %d tokens. Please reduce the length of the messages.")
                .formatted(window, prompt);
    }

    private static String requested(int window, long prompt, long completion) {
        return ("This model's maximum context length is %d tokens. However, you requested %d tokens"
                        + " (%d in the messages, %d in the completion). Please reduce the length of"
                        + " the messages or completion.")
                .formatted(window, prompt + completion, prompt, completion);
    }

    private static ApiError deepseek(ApiError openai) {
        String message = openai.message();
        if ("invalid_type".equals(openai.code())
                || "missing_required_parameter".equals(openai.code())) {
            message =
                    "Failed to deserialize the JSON body into the target type: "
                            + openai.param()
                            + ": "
                            + message.substring(0, 1).toLowerCase(Locale.ROOT)
                            + message.substring(1);
        }
        return new ApiError(openai.status(), message, INVALID_REQUEST, null, INVALID_REQUEST);
    }

    private static String masked(String key) {
        if (key.length() <= 12) {
            return "*".repeat(key.length());
        }
        String stars = "*".repeat(key.length() - 12);
        return key.substring(0, 8) + stars + lastFour(key);
    }

    private static String lastFour(String key) {
        return key.substring(Math.max(0, key.length() - 4));
    }
}
