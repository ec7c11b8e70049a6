package dev.aibridge.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a template's author can get wrong without any build or page telling.
class TemplatesTest {

    /// Qute takes text that a tag is given as it stands: `{#form action="/keys/{id}"}` leads to an
    /// address with braces in it.
    private static final Pattern HOLE = Pattern.compile("\\{#[a-z]+ [^{}]*=\"[^\"{}]*\\{");

    @Test
    void noTagIsGivenTextWithHoles() throws IOException {
        assertThat(HOLE.matcher("{#form action=\"/keys/{id}\"}").find()).isTrue();
        try (Stream<Path> templates = Files.walk(Path.of("src/main/resources/templates"))) {
            assertThat(templates.filter(Files::isRegularFile).flatMap(one -> holes(one).stream()))
                    .isEmpty();
        }
    }

    private static List<String> holes(Path template) {
        try {
            return HOLE.matcher(Files.readString(template))
                    .results()
                    .map(MatchResult::group)
                    .map(hole -> template.getFileName() + ": " + hole)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
