package dev.aibridge.portal.snippet;

import java.util.Locale;

/// What customers' programs are written in. Each text runs as it is once the library in its first
/// line is there; `%1$s` is the base URL, `%2$s` the key, `%3$s` the model, quoted.
enum Client {
    PYTHON(
            "Python",
            """
            # pip install openai
            from openai import OpenAI

            client = OpenAI(
                base_url="%1$s",
                api_key="%2$s",
            )
            answer = client.chat.completions.create(
                model=%3$s,
                messages=[{"role": "user", "content": "Say hello"}],
            )
            print(answer.choices[0].message.content)
            """,
            """
            # pip install openai
            from openai import OpenAI

            client = OpenAI(
                base_url="%1$s",
                api_key="%2$s",
            )
            answer = client.embeddings.create(
                model=%3$s,
                input="Say hello",
            )
            print(answer.data[0].embedding[:4])
            """),
    NODE(
            "Node",
            """
            // npm install openai, then: node hello.mjs
            import OpenAI from "openai";

            const client = new OpenAI({
              baseURL: "%1$s",
              apiKey: "%2$s",
            });
            const answer = await client.chat.completions.create({
              model: %3$s,
              messages: [{ role: "user", content: "Say hello" }],
            });
            console.log(answer.choices[0].message.content);
            """,
            """
            // npm install openai, then: node hello.mjs
            import OpenAI from "openai";

            const client = new OpenAI({
              baseURL: "%1$s",
              apiKey: "%2$s",
            });
            const answer = await client.embeddings.create({
              model: %3$s,
              input: "Say hello",
            });
            console.log(answer.data[0].embedding.slice(0, 4));
            """),
    JAVA(
            "Java",
            """
            // com.openai:openai-java and what it needs in lib/, then: java -cp "lib/*" Hello.java
            import com.openai.client.okhttp.OpenAIOkHttpClient;
            import com.openai.models.chat.completions.ChatCompletionCreateParams;

            public class Hello {
                public static void main(String[] args) {
                    var client = OpenAIOkHttpClient.builder()
                            .baseUrl("%1$s")
                            .apiKey("%2$s")
                            .build();
                    var answer = client.chat().completions().create(
                            ChatCompletionCreateParams.builder()
                                    .model(%3$s)
                                    .addUserMessage("Say hello")
                                    .build());
                    System.out.println(answer.choices().get(0).message().content().orElse(""));
                    client.close();
                }
            }
            """,
            """
            // com.openai:openai-java and what it needs in lib/, then: java -cp "lib/*" Hello.java
            import com.openai.client.okhttp.OpenAIOkHttpClient;
            import com.openai.models.embeddings.EmbeddingCreateParams;

            public class Hello {
                public static void main(String[] args) {
                    var client = OpenAIOkHttpClient.builder()
                            .baseUrl("%1$s")
                            .apiKey("%2$s")
                            .build();
                    var answer = client.embeddings().create(
                            EmbeddingCreateParams.builder()
                                    .model(%3$s)
                                    .input("Say hello")
                                    .build());
                    System.out.println(answer.data().get(0).embedding().subList(0, 4));
                    client.close();
                }
            }
            """),
    CURL(
            "curl",
            """
            curl %1$s/chat/completions \\
              -H "Authorization: Bearer %2$s" \\
              -H "Content-Type: application/json" \\
              -d '{"model": %3$s,
                   "messages": [{"role": "user", "content": "Say hello"}]}'
            """,
            """
            curl %1$s/embeddings \\
              -H "Authorization: Bearer %2$s" \\
              -H "Content-Type: application/json" \\
              -d '{"model": %3$s, "input": "Say hello"}'
            """);

    private final String title;
    private final String chat;
    private final String embeddings;

    Client(String title, String chat, String embeddings) {
        this.title = title;
        this.chat = chat;
        this.embeddings = embeddings;
    }

    /// Its name for people.
    String title() {
        return title;
    }

    /// Its name in ids: `python`.
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// A program that makes one call.
    String program(String baseUrl, String key, String model, boolean chats) {
        return (chats ? chat : embeddings).formatted(baseUrl, key, quoted(model)).stripTrailing();
    }

    /// A name as a string literal, which all of them write alike.
    private String quoted(String model) {
        String literal = '"' + model.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        // The shell's own quote can't stand inside its quotes.
        return this == CURL ? literal.replace("'", "'\\''") : literal;
    }
}
