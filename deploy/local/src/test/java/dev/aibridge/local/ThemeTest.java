package dev.aibridge.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The words of the sign-in pages and the mails.
final class ThemeTest {

    private static final Path ROOT = Path.of(System.getProperty("aibridge.root", "../.."));
    private static final Path THEME = ROOT.resolve("deploy/keycloak/theme/aibridge");

    @ParameterizedTest
    @ValueSource(strings = {"login", "email"})
    void everyWordIsThereInBothLanguagesWithTheSameParameters(String type) throws IOException {
        Properties english = words(type, "en");
        Properties chinese = words(type, "zh_CN");
        assertThat(english.stringPropertyNames())
                .isNotEmpty()
                .isEqualTo(chinese.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(parameters(chinese, key)).as(key).isEqualTo(parameters(english, key));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"login", "email"})
    void pagesAndMailsNeedNothingFromElsewhere(String type) throws IOException {
        try (Stream<Path> files = Files.walk(THEME.resolve(type))) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).isNotEmpty();
            for (Path file : all) {
                assertThat(Files.readString(file).replace("http://www.w3.org/2000/svg", ""))
                        .as(file.toString())
                        .doesNotContain("http://", "https://", "@import");
            }
        }
    }

    @Test
    void coloursAndSizesAreThoseOfThePortal() {
        assertThat(THEME.resolve("login/resources/css/tokens.css"))
                .hasSameTextualContentAs(
                        ROOT.resolve("portal/src/main/resources/assets/tokens.css"));
    }

    private static int parameters(Properties words, String key) {
        return new MessageFormat(words.getProperty(key)).getFormatsByArgumentIndex().length;
    }

    private static Properties words(String type, String language) throws IOException {
        Path file = THEME.resolve(type).resolve("messages/messages_" + language + ".properties");
        Properties words = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            words.load(in);
        }
        return words;
    }
}
