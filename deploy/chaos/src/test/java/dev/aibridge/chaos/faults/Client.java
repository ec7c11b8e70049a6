package dev.aibridge.chaos.faults;

import dev.aibridge.local.database.Customer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

/// A customer's client that never repeats a request and tells what it got, whatever happens.
final class Client implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI chat;
    private final String key;

    Client(String gateway, Customer customer) {
        this.chat = URI.create(gateway + "/v1/chat/completions");
        this.key = customer.key().secret();
    }

    private HttpRequest request(Ask ask) {
        return HttpRequest.newBuilder(chat)
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(ask.body()))
                .build();
    }

    /// Reads so many events of a stream and lets it go on.
    void readEvents(Ask ask, int count) throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer = http.send(request(ask), BodyHandlers.ofLines());
        long read = answer.body().filter(line -> line.startsWith("data: {")).limit(count).count();
        if (read < count) {
            throw new IOException("a stream of only " + read + " events");
        }
    }

    Reply ask(Ask ask) throws InterruptedException {
        try {
            return read(http.send(request(ask), BodyHandlers.ofInputStream()));
        } catch (ConnectException nobody) {
            return Reply.notConnected();
        } catch (IOException noAnswer) {
            return Reply.reset();
        }
    }

    private static Reply read(HttpResponse<InputStream> answer) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean intact = true;
        try (InputStream in = answer.body()) {
            in.transferTo(body);
        } catch (IOException cut) {
            intact = false;
        }
        String text = body.toString(StandardCharsets.UTF_8);
        return new Reply(answer.statusCode(), answer.headers(), text, intact);
    }

    /// Ends its connections at once.
    @Override
    public void close() {
        http.shutdownNow();
    }
}
