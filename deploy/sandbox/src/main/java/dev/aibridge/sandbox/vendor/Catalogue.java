package dev.aibridge.sandbox.vendor;

import static dev.aibridge.sandbox.vendor.Price.usdPerMillion;

import dev.aibridge.sandbox.vendor.ChatModel.ImageTokens;
import dev.aibridge.sandbox.vendor.ChatModel.Thinking;
import dev.aibridge.sandbox.vendor.ClaudeModel.Trait;
import dev.aibridge.sandbox.vendor.PlainModel.Use;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The models of each vendor, with their limits and list prices of 2026.
final class Catalogue {

    private static final List<Model> OPENAI =
            List.of(
                    new ChatModel(
                            "gpt-4o",
                            "gpt-4o-2024-08-06",
                            128_000,
                            16_384,
                            Thinking.NONE,
                            new ImageTokens(85, 170),
                            usdPerMillion("2.50", "1.25", "10")),
                    new ChatModel(
                            "gpt-4o-mini",
                            "gpt-4o-mini-2024-07-18",
                            128_000,
                            16_384,
                            Thinking.NONE,
                            new ImageTokens(2_833, 5_667),
                            usdPerMillion("0.15", "0.075", "0.60")),
                    new ChatModel(
                            "gpt-5.4",
                            "gpt-5.4-2026-03-05",
                            1_050_000,
                            128_000,
                            Thinking.HIDDEN,
                            new ImageTokens(70, 140),
                            usdPerMillion("2.50", "0.25", "15")),
                    new EmbeddingModel(
                            "text-embedding-3-small",
                            8_192,
                            1_536,
                            usdPerMillion("0.02", "0.02", "0")),
                    new EmbeddingModel(
                            "text-embedding-3-large",
                            8_192,
                            3_072,
                            usdPerMillion("0.13", "0.13", "0")),
                    new PlainModel(
                            "gpt-3.5-turbo-instruct",
                            Use.COMPLETION,
                            4_096,
                            usdPerMillion("1.50", "1.50", "2")),
                    new PlainModel("whisper-1", Use.TRANSCRIPTION, 1, Price.usdPerUnit("0.0001")),
                    new PlainModel("tts-1", Use.SPEECH, 4_096, Price.usdPerUnit("0.000015")),
                    new PlainModel(
                            "gpt-image-1", Use.IMAGE, 32_000, usdPerMillion("5", "1.25", "40")),
                    new PlainModel(
                            "omni-moderation-latest",
                            Use.MODERATION,
                            32_768,
                            usdPerMillion("0", "0", "0")));

    private static final List<Model> DEEPSEEK =
            List.of(
                    plain("deepseek-chat", 65_536, 8_192, Thinking.NONE, "0.28", "0.028", "0.42"),
                    plain(
                            "deepseek-reasoner",
                            65_536,
                            32_768,
                            Thinking.SHOWN,
                            "0.28",
                            "0.028",
                            "0.42"));

    private static final List<Model> QWEN =
            List.of(
                    plain("qwen-max", 32_768, 8_192, Thinking.NONE, "1.60", "0.32", "6.40"),
                    plain(
                            "qwen-plus",
                            131_072,
                            16_384,
                            Thinking.SHOWN_WHEN_ENABLED,
                            "0.40",
                            "0.08",
                            "1.20"));

    private static final List<Model> MOONSHOT =
            List.of(
                    plain("moonshot-v1-128k", 131_072, 131_072, Thinking.NONE, "2", "2", "5"),
                    new ChatModel(
                            "kimi-k2.5",
                            "kimi-k2.5",
                            131_072,
                            32_768,
                            Thinking.SHOWN_UNLESS_DISABLED,
                            new ImageTokens(85, 170),
                            usdPerMillion("0.60", "0.10", "3")));

    private static final Set<Trait> FOUR =
            Set.of(Trait.BUDGET, Trait.STRUCTURED, Trait.ONE_SAMPLER, Trait.ENDS_AT_WINDOW);

    private static final Set<Trait> FOUR_SIX =
            Stream.concat(FOUR.stream(), Stream.of(Trait.ADAPTIVE, Trait.EFFORT, Trait.NO_PREFILL))
                    .collect(Collectors.toUnmodifiableSet());

    private static final Set<Trait> FIVE_FIVE =
            Set.of(
                    Trait.ADAPTIVE,
                    Trait.EFFORT,
                    Trait.STRUCTURED,
                    Trait.NO_PREFILL,
                    Trait.ENDS_AT_WINDOW,
                    Trait.THINKS_UNASKED,
                    Trait.PREFIX_BOUND,
                    Trait.MID_SYSTEM,
                    Trait.NO_FORCED_TOOLS,
                    Trait.NO_SAMPLERS);

    static final List<ClaudeModel> CLAUDE =
            List.of(
                    new ClaudeModel(
                            "claude-sonnet-5-5",
                            "claude-sonnet-5-5",
                            "Claude Sonnet 5.5",
                            LocalDate.of(2026, 10, 7),
                            1_000_000,
                            128_000,
                            1_024,
                            FIVE_FIVE,
                            Price.claude("2", "10")),
                    new ClaudeModel(
                            "claude-sonnet-4-6",
                            "claude-sonnet-4-6",
                            "Claude Sonnet 4.6",
                            LocalDate.of(2026, 2, 17),
                            1_000_000,
                            128_000,
                            1_024,
                            FOUR_SIX,
                            Price.claude("3", "15")),
                    new ClaudeModel(
                            "claude-haiku-4-5",
                            "claude-haiku-4-5-20251001",
                            "Claude Haiku 4.5",
                            LocalDate.of(2025, 10, 1),
                            200_000,
                            64_000,
                            4_096,
                            FOUR,
                            Price.claude("1", "5")),
                    new ClaudeModel(
                            "claude-3-5-haiku-latest",
                            "claude-3-5-haiku-20241022",
                            "Claude Haiku 3.5",
                            LocalDate.of(2024, 10, 22),
                            200_000,
                            8_192,
                            2_048,
                            Set.of(),
                            Price.claude("0.80", "4")),
                    new ClaudeModel(
                            "claude-3-5-sonnet-latest",
                            "claude-3-5-sonnet-20241022",
                            "Claude Sonnet 3.5 (New)",
                            LocalDate.of(2024, 10, 22),
                            200_000,
                            8_192,
                            1_024,
                            Set.of(),
                            Price.claude("3", "15")),
                    new ClaudeModel(
                            "claude-3-opus-latest",
                            "claude-3-opus-20240229",
                            "Claude Opus 3",
                            LocalDate.of(2024, 2, 29),
                            200_000,
                            4_096,
                            1_024,
                            Set.of(),
                            Price.claude("15", "75")));

    private Catalogue() {}

    static List<Model> of(ChatVendor vendor) {
        return switch (vendor) {
            case OPENAI -> OPENAI;
            case DEEPSEEK -> DEEPSEEK;
            case QWEN -> QWEN;
            case MOONSHOT -> MOONSHOT;
        };
    }

    private static ChatModel plain(
            String id,
            int context,
            int output,
            Thinking thinking,
            String inputPrice,
            String cachedPrice,
            String outputPrice) {
        Price price = usdPerMillion(inputPrice, cachedPrice, outputPrice);
        return new ChatModel(id, id, context, output, thinking, null, price);
    }
}
