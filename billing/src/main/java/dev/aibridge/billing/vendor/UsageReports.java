package dev.aibridge.billing.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what vendors bill by OpenAI's usage API: a bucket for each UTC day, in it every model.
///
/// See https://platform.openai.com/docs/api-reference/usage.
@ApplicationScoped
public class UsageReports {

    private static final List<String> KINDS = List.of("completions", "embeddings");

    private final VendorSettings settings;
    private final ObjectMapper json;
    private final HttpClient client;

    /// Reads within those limits.
    public UsageReports(VendorSettings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(settings.timeout())
                        .followRedirects(Redirect.NEVER)
                        .build();
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
    }

    /// What was used on those days.
    ///
    /// @param until exclusive
    /// @throws VendorAway when the vendor does not say
    public List<BilledUsage> read(VendorAccount account, LocalDate since, LocalDate until) {
        List<BilledUsage> all = new ArrayList<>();
        for (String kind : KINDS) {
            String query =
                    "%s/organization/usage/%s?start_time=%d&end_time=%d&bucket_width=1d&limit=31&group_by=model"
                            .formatted(
                                    account.baseUrl(),
                                    kind,
                                    since.atStartOfDay().toEpochSecond(ZoneOffset.UTC),
                                    until.atStartOfDay().toEpochSecond(ZoneOffset.UTC));
            read(account, query, all);
        }
        return all;
    }

    private void read(VendorAccount account, String query, List<BilledUsage> into) {
        @Nullable String next = null;
        for (int pages = 0; pages < settings.maxPages(); pages++) {
            String cursor =
                    next == null ? "" : "&page=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
            UsagePage page = page(account, query + cursor);
            into.addAll(page.used());
            next = page.next();
            if (next == null) {
                return;
            }
        }
        throw new VendorAway(account.name() + " has more pages than are read");
    }

    private UsagePage page(VendorAccount account, String url) {
        HttpResponse<byte[]> answer = ask(account, url);
        if (answer.statusCode() != 200) {
            throw new VendorAway(
                    "%s answered %d when asked for its usage"
                            .formatted(account.name(), answer.statusCode()));
        }
        try {
            JsonNode body = json.readTree(answer.body());
            return UsagePage.of(body);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new VendorAway(account.name() + " answered with what is no usage report", e);
        } catch (IOException e) {
            throw new VendorAway(account.name() + " answered with what can't be read", e);
        }
    }

    private HttpResponse<byte[]> ask(VendorAccount account, String url) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url))
                            .timeout(settings.timeout())
                            .header("authorization", "Bearer " + account.key().secret())
                            .header("accept", "application/json")
                            .build();
            return client.send(
                    request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), settings.maxPage()));
        } catch (IOException e) {
            throw new VendorAway(
                    "%s does not answer (%s)"
                            .formatted(account.name(), e.getClass().getSimpleName()),
                    e);
        } catch (IllegalArgumentException e) {
            throw new VendorAway(account.name() + " has no address that can be asked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VendorAway(account.name() + " was not waited for", e);
        }
    }
}
