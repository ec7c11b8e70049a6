package dev.aibridge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aibridge.local.process.StartFailed;
import dev.aibridge.local.stack.DemoUser;
import dev.aibridge.local.stack.Member;
import dev.aibridge.local.stack.Options;
import dev.aibridge.local.stack.Secret;
import dev.aibridge.local.stack.Settings;
import dev.aibridge.local.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who signs in where, at a real Keycloak with our realm, started for the second time: its first
/// start knew the portal by another address.
final class IdentityTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PORTAL = "https://portal.example.com";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final String MOVED_FROM = "https://old.example.com";
    private static final String UNCONFIRMED = "newcomer@example.com";
    private static final Options OPTIONS = Options.only(Member.POSTGRES, Member.KEYCLOAK);

    private static Stack first;
    private static Stack stack;

    @BeforeAll
    static void startTwice() throws Exception {
        first = Stack.start(OPTIONS.withSetting("AIBRIDGE_PORTAL_URL", MOVED_FROM));
        stack = first;
        addUnconfirmed(UNCONFIRMED);
        first.stop();
        stack = Stack.of(with("AIBRIDGE_PORTAL_URL", PORTAL), OPTIONS, _ -> {});
        stack.start();
    }

    @AfterAll
    static void end() throws IOException {
        HTTP.close();
        stack.close();
        first.close();
    }

    private static Settings with(String name, String value) {
        Map<String, String> env = new HashMap<>(first.settings().env());
        env.put(name, value);
        return new Settings(first.settings().home(), first.settings().apps(), env);
    }

    @Test
    void aPasswordGivesATokenThatBillingTakes() throws Exception {
        JsonNode claims = claims(tokenOf("billing-cli", DemoUser.CUSTOMER));
        assertThat(claims.path("sub").asText()).isEqualTo(DemoUser.CUSTOMER.subject().toString());
        assertThat(claims.path("iss").asText()).isEqualTo(stack.settings().oidcUrl());
        assertThat(texts(claims.path("aud"))).contains("billing");
        assertThat(texts(claims.path("groups"))).contains("customer").doesNotContain("admin");
        assertThat(claims.path("email").asText()).isEqualTo(DemoUser.CUSTOMER.email());
        assertThat(claims.path("email_verified").asBoolean()).isTrue();
        assertThat(claims.path("name").asText()).isEqualTo(DemoUser.CUSTOMER.displayName());
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(900);
    }

    @Test
    void rolesAreInTheToken() throws Exception {
        assertThat(texts(claims(tokenOf("billing-cli", DemoUser.ADMIN)).path("groups")))
                .contains("admin", "customer");
        assertThat(texts(claims(tokenOf("billing-cli", DemoUser.AGENT)).path("groups")))
                .contains("agent", "customer")
                .doesNotContain("admin");
    }

    @Test
    void anotherClientsTokenIsNotForBilling() throws Exception {
        assertThat(texts(claims(tokenOf("cli", DemoUser.CUSTOMER)).path("aud")))
                .doesNotContain("billing");
    }

    @Test
    void aWrongPasswordGivesNothing() throws Exception {
        HttpResponse<String> answer =
                post("billing-cli", DemoUser.CUSTOMER.email(), "not the password");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("invalid_grant").doesNotContain("access_token");
    }

    @Test
    void thePortalMustProveThatItAskedAndIsAnsweredAtItsOwnAddressAlone() throws Exception {
        assertThat(authorize(Map.of()).statusCode()).isEqualTo(302);
        assertThat(authorize(Map.of()).headers().firstValue("location").orElseThrow())
                .startsWith(PORTAL + "/signed-in?")
                .contains("error=invalid_request");
        Map<String, String> challenge = challenge();
        assertThat(authorize(challenge).body()).contains("id=\"kc-form-login\"");
        for (String other : List.of(MOVED_FROM, "https://elsewhere.example.com")) {
            challenge.put("redirect_uri", other + "/signed-in");
            assertThat(authorize(challenge).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aNewcomerRegistersWithNameAddressAndPassword() throws Exception {
        Map<String, String> parameters = challenge();
        parameters.put("prompt", "create");
        assertThat(authorize(parameters).body())
                .contains("id=\"kc-register-form\"")
                .contains("name=\"email\"")
                .contains("name=\"firstName\"")
                .contains("name=\"password\"")
                .doesNotContain("name=\"lastName\"", "name=\"username\"");
    }

    @Test
    void pagesSpeakTheLanguageThatIsAskedFor() throws Exception {
        Map<String, String> parameters = challenge();
        assertThat(authorize(parameters).body()).contains("lang=\"en\"", "Sign in");
        for (String language : List.of("zh-CN", "zh")) {
            parameters.put("ui_locales", language);
            assertThat(authorize(parameters).body()).contains("lang=\"zh-CN\"", "登录");
        }
    }

    @Test
    void theDemoCustomerOwnsTheTenantOfTheDemoKey() throws Exception {
        for (int i = 0; i < 2; i++) {
            Demo.open(stack);
        }
        try (Connection connection = stack.database().connect();
                Statement statement = connection.createStatement();
                ResultSet members =
                        statement.executeQuery(
                                """
                                SELECT m.role || ' ' || p.email || ' ' || k.last_four
                                FROM accounts.member m
                                JOIN accounts.person p USING (subject)
                                JOIN accounts.api_key k USING (tenant_id)
                                WHERE subject = '%s'"""
                                        .formatted(DemoUser.CUSTOMER.subject()))) {
            assertThat(members.next()).isTrue();
            assertThat(members.getString(1))
                    .isEqualTo(
                            "owner customer@aibridge.localhost "
                                    + stack.secrets().demoKey().lastFour());
            assertThat(members.next()).isFalse();
        }
    }

    @Test
    void makesAVerifiedUserAnAdminOnce() throws Exception {
        Promotion promotion = new Promotion(stack.settings());
        assertThat(promotion.run(List.of(DemoUser.AGENT.email()))).isZero();
        assertThat(texts(claims(tokenOf("billing-cli", DemoUser.AGENT)).path("groups")))
                .contains("admin");
        assertThatThrownBy(() -> promotion.run(List.of(DemoUser.AGENT.email())))
                .hasMessageContaining("an admin already");
    }

    @Test
    void makesNobodyAnAdminWhoIsUnknownOrUnconfirmed() throws Exception {
        Promotion promotion = new Promotion(stack.settings());
        assertThatThrownBy(() -> promotion.run(List.of("nobody@example.com")))
                .hasMessage("nobody has registered as nobody@example.com");
        assertThatThrownBy(() -> promotion.run(List.of(UNCONFIRMED)))
                .hasMessageContaining("has not confirmed");
        assertThat(promotion.run(List.of())).isEqualTo(2);
    }

    @Test
    void saysThatTheAdministratorsPasswordIsWrong() {
        Settings settings = with("AIBRIDGE_KEYCLOAK_ADMIN_PASSWORD", "guessed");
        assertThatThrownBy(() -> new Promotion(settings).run(List.of("nobody@example.com")))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("does not let admin in");
    }

    private static Map<String, String> challenge() {
        return new HashMap<>(Map.of("code_challenge", CHALLENGE, "code_challenge_method", "S256"));
    }

    private static HttpResponse<String> authorize(Map<String, String> more) throws Exception {
        Map<String, String> parameters =
                new HashMap<>(
                        Map.of(
                                "client_id", "portal",
                                "response_type", "code",
                                "scope", "openid",
                                "redirect_uri", PORTAL + "/signed-in"));
        parameters.putAll(more);
        URI uri = endpoint("auth?" + encoded(parameters));
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static String tokenOf(String client, DemoUser user) throws Exception {
        HttpResponse<String> answer =
                post(client, user.email(), stack.secrets().get(user.password()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("access_token").asText();
    }

    private static HttpResponse<String> post(String client, String user, String password)
            throws Exception {
        return post(
                endpoint("token"),
                Map.of(
                        "grant_type", "password",
                        "client_id", client,
                        "scope", "openid",
                        "username", user,
                        "password", password));
    }

    private static void addUnconfirmed(String email) throws Exception {
        String base = stack.url("keycloak");
        HttpResponse<String> token =
                post(
                        URI.create(base + "/realms/master/protocol/openid-connect/token"),
                        Map.of(
                                "grant_type", "password",
                                "client_id", "admin-cli",
                                "username", "admin",
                                "password", stack.secrets().get(Secret.KEYCLOAK_ADMIN_PASSWORD)));
        String bearer = JSON.readTree(token.body()).path("access_token").asText();
        HttpRequest add =
                HttpRequest.newBuilder(URI.create(base + "/admin/realms/aibridge/users"))
                        .header("Authorization", "Bearer " + bearer)
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        JSON.createObjectNode()
                                                .put("username", email)
                                                .put("email", email)
                                                .put("firstName", "Newcomer")
                                                .put("enabled", true)
                                                .toString()))
                        .build();
        assertThat(HTTP.send(add, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    }

    private static HttpResponse<String> post(URI uri, Map<String, String> form) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(form)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static URI endpoint(String path) throws StartFailed {
        return URI.create(stack.settings().oidcUrl() + "/protocol/openid-connect/" + path);
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(
                        field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonNode claims(String token) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    /// One text or several, as JWTs write audiences.
    private static List<String> texts(JsonNode node) {
        return node.isTextual()
                ? List.of(node.asText())
                : node.valueStream().map(JsonNode::asText).toList();
    }
}
