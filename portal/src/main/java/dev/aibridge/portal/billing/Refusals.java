package dev.aibridge.portal.billing;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Reads billing's problems: its own failures are an outage, the rest a refusal with a code.
public class Refusals implements ResponseExceptionMapper<RuntimeException> {

    @Override
    public RuntimeException toThrowable(Response response) {
        int status = response.getStatus();
        Problem problem = problem(response);
        return status >= 500
                ? new BillingAway("billing answered " + status + ": " + problem.says())
                : new BillingRefused(
                        status,
                        problem.codeOr("http_" + status),
                        problem.says(),
                        retryAfter(response.getHeaderString(HttpHeaders.RETRY_AFTER)));
    }

    private static Problem problem(Response response) {
        try {
            Problem problem = response.readEntity(Problem.class);
            return problem == null ? Problem.UNREADABLE : problem;
        } catch (ProcessingException | WebApplicationException | IllegalStateException e) {
            return Problem.UNREADABLE; // Not billing's own words: a proxy's page.
        }
    }

    private static Duration retryAfter(@Nullable String seconds) {
        return seconds != null && seconds.matches("[0-9]{1,6}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ZERO;
    }
}
