package dev.aibridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aibridge.gateway.refusal.Envelope;
import dev.aibridge.gateway.refusal.Refusal;
import dev.aibridge.gateway.refusal.Refusals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The reference pages are made from the code; run with `-Daibridge.reference=write` to make them
/// anew.
class ReferenceTest {

    private static final Path ROOT =
            Path.of(System.getProperty("aibridge.root", "..")).toAbsolutePath().normalize();
    private static final Pattern PREFIX = Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"");
    private static final Pattern SETTING =
            Pattern.compile(
                    "((?: *///[^\\n]*\\n)+)(?: *@(?:WithDefault\\(\"([^\"]*)\"\\)|WithName\\(\"([^\"]*)\"\\))\\n)*"
                            + " *([\\w<>.]+) (\\w+)\\(\\);");

    private static void check(String page, String expected) throws IOException {
        Path file = ROOT.resolve("docs/reference").resolve(page);
        if ("write".equals(System.getProperty("aibridge.reference"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(file).exists().content().isEqualTo(expected);
    }

    @Test
    void theErrorPageListsEveryRefusal() throws Exception {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Errors

                        Every error has the header `x-request-id` and an envelope of the client's dialect: `{"error": {"message", "type", "param", "code"}}`
                        for OpenAI's, `{"type": "error", "error": {"type", "message"}, "request_id"}` for Anthropic's, whose status and type stand in the last column.
                        Programs act on `code`. `Retry-After` (seconds) and `retry-after-ms` say when; `x-should-retry: false` says never.
                        On the Responses routes a wait of over a minute, and a cap that is reached, is `insufficient_quota` without `Retry-After`; a 503 is
                        `server_is_overloaded` and asks for at least 10 s.

                        | status | code | type | message | again | Anthropic |
                        | --- | --- | --- | --- | --- | --- |
                        """);
        for (Refusal refusal : refusals()) {
            page.append(
                    "| %d | `%s` | `%s` | %s | %s | %d `%s` |\n"
                            .formatted(
                                    refusal.status(),
                                    refusal.code(),
                                    refusal.type(),
                                    refusal.message(),
                                    again(refusal),
                                    Envelope.ANTHROPIC.told(refusal).status(),
                                    Envelope.ANTHROPIC.told(refusal).type()));
        }
        page.append(
                "\nA fault of the request that only the vendor can see comes in the vendor's own words.\n");
        check("errors.md", page.toString());
    }

    private static String again(Refusal refusal) {
        return switch (refusal.retry()) {
            case Refusal.Retry.Never() -> "no";
            case Refusal.Retry.Unsaid() -> "as for the status";
            case Refusal.Retry.After(Duration delay) -> "after the wait it names";
        };
    }

    private static List<Refusal> refusals() throws ReflectiveOperationException {
        List<Method> methods =
                Arrays.stream(Refusals.class.getMethods())
                        .filter(method -> Modifier.isStatic(method.getModifiers()))
                        .filter(method -> !method.getName().equals("byVendor"))
                        .sorted(Comparator.comparing(Method::getName))
                        .toList();
        List<Refusal> refusals = new ArrayList<>();
        for (Method method : methods) {
            Object[] samples =
                    Stream.of(method.getParameterTypes()).map(ReferenceTest::sample).toArray();
            refusals.add((Refusal) method.invoke(null, samples));
        }
        refusals.sort(Comparator.comparingInt(Refusal::status).thenComparing(Refusal::code));
        return refusals;
    }

    private static Object sample(Class<?> type) {
        if (type == Duration.class) {
            return Duration.ofSeconds(1);
        }
        if (type == Optional.class) {
            return Optional.of(Duration.ofSeconds(1));
        }
        return type == int.class ? (Object) 10 : type == long.class ? (Object) 33_554_432L : "…";
    }

    @Test
    void theConfigurationPageListsEverySetting() throws IOException {
        StringBuilder page =
                new StringBuilder(
                        """
                        # Configuration

                        Settings are environment variables, or system properties of the name in the second column. Sizes take `K`, `M`, `G`;
                        durations `ms`, `s`, `m`, `h`. What the launcher itself reads (ports, databases, vendor keys) stands in
                        [deploy/local/README.md](../../deploy/local/README.md).
                        """);
        for (String module : List.of("gateway", "billing")) {
            for (Path source : mappings(ROOT.resolve(module).resolve("src/main/java"))) {
                page.append(table(module, Files.readString(source)));
            }
        }
        check("configuration.md", page.toString());
    }

    private static List<Path> mappings(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(ReferenceTest::isMapping)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isMapping(Path file) {
        try {
            return PREFIX.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(String module, String source) {
        Matcher prefix = PREFIX.matcher(source);
        assertThat(prefix.find()).isTrue();
        StringBuilder table =
                new StringBuilder("\n## ")
                        .append(module)
                        .append(": `")
                        .append(prefix.group(1))
                        .append(
                                "`\n\n| variable | property | default | |\n| --- | --- | --- | --- |\n");
        Matcher setting = SETTING.matcher(source);
        while (setting.find()) {
            String own = setting.group(3) == null ? kebab(setting.group(5)) : setting.group(3);
            String name = prefix.group(1) + "." + own;
            String standard = setting.group(2) == null ? "" : "`" + setting.group(2) + "`";
            table.append(
                    "| `%s` | `%s` | %s | %s |\n"
                            .formatted(variable(name), name, standard, prose(setting.group(1))));
        }
        return table.toString();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String prose(String comment) {
        return comment.lines()
                .map(line -> line.replaceFirst("^ */// ?", ""))
                .collect(Collectors.joining(" "))
                .replace("|", "\\|");
    }
}
