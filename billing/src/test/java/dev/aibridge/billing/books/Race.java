package dev.aibridge.billing.books;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/// A test whose outcome must not depend on who is first: run for [Volume#ROUNDS] rounds, each with
/// what is set up before a test.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Race.Rounds.class)
public @interface Race {

    /// Says how often.
    final class Rounds implements TestTemplateInvocationContextProvider {

        @Override
        public boolean supportsTestTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
                ExtensionContext context) {
            return IntStream.rangeClosed(1, Volume.ROUNDS.count()).mapToObj(_ -> new Round());
        }
    }

    /// One of them, called "[1]" and so on.
    final class Round implements TestTemplateInvocationContext {}
}
