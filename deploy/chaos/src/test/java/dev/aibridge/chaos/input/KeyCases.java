package dev.aibridge.chaos.input;

import dev.aibridge.common.tenancy.ApiKey;
import dev.aibridge.local.database.Customer;
import java.util.Base64;
import java.util.stream.Stream;

/// Keys that are wrong, and keys that may not do what is asked.
final class KeyCases {

    private final Room room;
    private final String key;

    private KeyCases(Room room) {
        this.room = room;
        this.key = room.rich().key().secret();
    }

    static Stream<Case> all(Room room) {
        KeyCases cases = new KeyCases(room);
        return Stream.of(cases.wrong(), cases.misplaced(), cases.refused()).flatMap(all -> all);
    }

    private static Call chat(String secret) {
        return Call.chat(secret, Call.body("gpt-4o-mini", ""));
    }

    private static Case unauthorized(String name, Call call) {
        return Case.of(name, call, 401, "invalid_api_key");
    }

    private Stream<Case> wrong() {
        String cut = key.substring(0, key.length() - 1);
        String turned = cut + (key.endsWith("a") ? 'b' : 'a');
        Call models = chat(ApiKey.generate().secret()).to("GET", "/v1/models");
        return Stream.of(
                unauthorized("no key", chat(key).anonymous()),
                unauthorized("an empty key", chat("")),
                unauthorized("a key that is cut", chat(cut)),
                unauthorized("a key that is too long", chat(key + "a")),
                unauthorized("a key with a wrong checksum", chat(turned)),
                unauthorized("a key of somebody else's", chat("sk-proj-1234567890abcdef")),
                unauthorized("a key of 4,000 characters", chat("ab-" + "x".repeat(4_000))),
                unauthorized("a key with SQL", chat("ab-' OR '1'='1")),
                unauthorized("a key nobody has", chat(ApiKey.generate().secret())),
                unauthorized("a disabled key", chat(room.disabled().secret())),
                unauthorized("an expired key", chat(room.expired().secret())),
                unauthorized("models for a key nobody has", models),
                unauthorized("credits without a key", models.anonymous().to("GET", "/v1/credits")));
    }

    private Stream<Case> misplaced() {
        String basic = "Basic " + Base64.getEncoder().encodeToString(Call.utf8("key:" + key));
        Call anonymous = chat(key).anonymous();
        String other = room.choosy().key().secret();
        return Stream.of(
                unauthorized("a key as Basic", chat(key).as("authorization: " + basic)),
                unauthorized("a key without Bearer", chat(key).as("authorization: " + key)),
                unauthorized("a key as Digest", chat(key).as("authorization: Digest " + key)),
                unauthorized("a key in a cookie", anonymous.with("cookie: key=" + key)),
                unauthorized("a key in api-key", anonymous.with("api-key: " + key)),
                unauthorized(
                        "a key in the query",
                        anonymous.to("POST", "/v1/chat/completions?key=" + key)),
                Case.of(
                        "two keys in two headers",
                        chat(key).with("x-api-key: " + other),
                        400,
                        "conflicting_keys"),
                Case.of(
                        "two keys in one kind of header",
                        chat(key).with("authorization: Bearer " + other),
                        400,
                        "conflicting_keys"));
    }

    private Stream<Case> refused() {
        return Stream.of(
                refused("an empty wallet", room.broke(), 402, "insufficient_balance", "wallet"),
                refused(
                        "a tenant suspended",
                        room.suspended(),
                        402,
                        "insufficient_balance",
                        "suspended"),
                refused(
                        "a wallet suspended",
                        room.frozen(),
                        402,
                        "insufficient_balance",
                        "suspended"),
                refused(
                        "a model the tenant may not use",
                        room.choosy(),
                        403,
                        "model_not_allowed",
                        "model"),
                Case.of(
                                "a model the key may not use",
                                chat(room.narrow().secret()),
                                403,
                                "model_not_allowed")
                        .param("model"),
                Case.of(
                        "a second request in a minute",
                        chat(room.limited().secret()),
                        429,
                        "rate_limit_exceeded"),
                Case.of(
                                "a model of the list that is not the key's",
                                chat(room.narrow().secret()).to("GET", "/v1/models/gpt-4o-mini"),
                                404,
                                "model_not_found")
                        .param("model"));
    }

    private static Case refused(
            String name, Customer customer, int status, String code, String param) {
        return Case.of(name, chat(customer.key().secret()), status, code).param(param);
    }
}
