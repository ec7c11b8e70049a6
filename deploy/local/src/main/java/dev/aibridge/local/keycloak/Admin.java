package dev.aibridge.local.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aibridge.local.process.StartFailed;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One realm of a Keycloak, through its admin REST, signed in as its administrator.
public final class Admin implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Generous: the first import of a realm makes its keys.
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /// What an update of the realm itself would not take, or take for something else.
    private static final List<String> NOT_THE_REALM_ITSELF =
            List.of(
                    "roles",
                    "defaultRole",
                    "clients",
                    "components",
                    "authenticationFlows",
                    "authenticatorConfig");

    private final HttpClient client;
    private final RealmUrl realm;
    private final String token;

    private Admin(HttpClient client, RealmUrl realm, String token) {
        this.client = client;
        this.realm = realm;
        this.token = token;
    }

    /// Signs in.
    ///
    /// @param realmUrl `https://host/realms/aibridge`
    /// @throws StartFailed when nobody answers, or the password is wrong
    public static Admin signIn(URI realmUrl, AdminUser user)
            throws StartFailed, IOException, InterruptedException {
        RealmUrl realm = RealmUrl.of(realmUrl);
        HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        Map<String, String> form =
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "admin-cli",
                        "username",
                        user.name(),
                        "password",
                        user.password());
        HttpRequest request =
                HttpRequest.newBuilder(realm.masterToken())
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(form)))
                        .build();
        JsonNode answer = send(client, request, "Keycloak does not let " + user.name() + " in");
        return new Admin(client, realm, answer.path("access_token").asText());
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + quoted(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String quoted(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Makes the realm, or brings its settings and its clients to what is described. People, their
    /// roles and sessions stay.
    void bring(ObjectNode described) throws StartFailed, IOException, InterruptedException {
        boolean exists =
                get(realm.all()).valueStream().anyMatch(each -> isThis(each.path("realm")));
        if (!exists) {
            change("POST", realm.all(), described);
            return;
        }
        change("PUT", realm.of(""), described.deepCopy().remove(NOT_THE_REALM_ITSELF));
        for (JsonNode client : described.path("clients")) {
            String id = quoted(client.path("clientId").asText());
            JsonNode found = get(realm.of("/clients?clientId=" + id)).path(0);
            change("PUT", realm.of("/clients/" + found.path("id").asText()), client);
        }
    }

    private boolean isThis(JsonNode name) {
        return name.asText().equals(realm.name());
    }

    /// Puts users and clients in the place of those of the same name.
    void renew(ObjectNode imported) throws StartFailed, IOException, InterruptedException {
        change("POST", realm.of("/partialImport"), imported);
    }

    /// The user of an e-mail address.
    public Optional<JsonNode> userOf(String email)
            throws StartFailed, IOException, InterruptedException {
        return get(realm.of("/users?exact=true&email=" + quoted(email))).valueStream().findFirst();
    }

    /// Whether a user has a realm role.
    public boolean hasRole(String user, String role)
            throws StartFailed, IOException, InterruptedException {
        return get(realm.of("/users/" + user + "/role-mappings/realm"))
                .valueStream()
                .anyMatch(each -> each.path("name").asText().equals(role));
    }

    /// Gives a user a realm role.
    public void grant(String user, String role)
            throws StartFailed, IOException, InterruptedException {
        JsonNode found = get(realm.of("/roles/" + role));
        change(
                "POST",
                realm.of("/users/" + user + "/role-mappings/realm"),
                JSON.createArrayNode().add(found));
    }

    private JsonNode get(URI uri) throws StartFailed, IOException, InterruptedException {
        return send(client, request(uri).GET().build(), "Keycloak does not tell");
    }

    private void change(String method, URI uri, JsonNode body)
            throws StartFailed, IOException, InterruptedException {
        HttpRequest request =
                request(uri)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body.toString()))
                        .build();
        send(client, request, "Keycloak refuses a change");
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token);
    }

    private static JsonNode send(HttpClient client, HttpRequest request, String problem)
            throws StartFailed, IOException, InterruptedException {
        HttpResponse<String> response;
        try {
            response = client.send(request, BodyHandlers.ofString());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new StartFailed("nobody answers at " + request.uri(), e);
        }
        if (response.statusCode() >= 300) {
            throw new StartFailed(
                    "%s: %s %s answers %d %s"
                            .formatted(
                                    problem,
                                    request.method(),
                                    request.uri(),
                                    response.statusCode(),
                                    response.body()));
        }
        return response.body().isBlank() ? JSON.nullNode() : JSON.readTree(response.body());
    }

    @Override
    public void close() {
        client.close();
    }
}
