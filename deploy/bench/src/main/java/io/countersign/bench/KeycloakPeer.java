package io.countersign.bench;

import io.countersign.testkit.KeycloakPart;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keycloak as an authorization server, in a realm of its own whose refresh tokens are used once. Its clients have service accounts; those that
 * get refresh tokens hold sessions, as people's clients do, without the cost of a password.
 */
final class KeycloakPeer {
    static final String NAME = "Keycloak 26.7.3";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String REALM = "bench";
    private static final String MACHINE = "machine";
    private static final String SECRET = "bench-secret-of-sufficient-length-0123456789";
    private final URI realm;
    private final URI admin;
    private final String base;

    KeycloakPeer(URI keycloak) {
        this.base = keycloak.toString();
        this.realm = URI.create(base + "/realms/" + REALM + "/protocol/openid-connect/");
        this.admin = URI.create(base + "/admin/realms/" + REALM + "/");
        new Request(URI.create(base + "/admin/realms"), asAdmin(), JSON.writeValueAsString(Map.of("realm", REALM, "enabled", true,
                "sslRequired", "none", "revokeRefreshToken", true, "refreshTokenMaxReuse", 0))).send();
        client(MACHINE, "false");
    }

    private void client(String id, String refreshTokens) {
        new Request(admin.resolve("clients"), asAdmin(), JSON.writeValueAsString(Map.of("clientId", id, "secret", SECRET, "publicClient",
                false, "serviceAccountsEnabled", true, "standardFlowEnabled", false, "attributes",
                Map.of("client_credentials.use_refresh_token", refreshTokens)))).send();
    }

    /** As the administrator, whose token lives for a minute. */
    private Map<String, String> asAdmin() {
        var login = Request.form(URI.create(base + "/realms/master/protocol/openid-connect/token"), "", "", Map.of("grant_type", "password",
                "client_id", "admin-cli", "username", KeycloakPart.ADMIN_USERNAME, "password", KeycloakPart.ADMIN_PASSWORD));
        return Map.of("Authorization", "Bearer " + answer(login).path("access_token").asString(), "Content-Type", "application/json");
    }

    Request token() {
        return token(MACHINE);
    }

    private Request token(String client) {
        return Request.form(realm.resolve("token"), client, SECRET, Map.of("grant_type", "client_credentials"));
    }

    Request introspection() {
        return Request.form(realm.resolve("token/introspect"), MACHINE, SECRET,
                Map.of("token", answer(token()).path("access_token").asString()));
    }

    /** A client whose service account holds that many sessions, each with a refresh token of its own. */
    Holder holder(String client, int sessions) {
        client(client, "true");
        var first = token(client);
        var tokens = IntStream.range(0, sessions)
                .mapToObj(_ -> answer(first).path("refresh_token").asString()).toList();
        return new Holder(client, tokens);
    }

    /**
     * @param refreshTokens one of each session
     */
    record Holder(String client, List<String> refreshTokens) {
    }

    Request refresh(Holder holder, String token) {
        return Request.form(realm.resolve("token"), holder.client(), SECRET, Map.of("grant_type", "refresh_token", "refresh_token", token));
    }

    /** The sessions of the account, as Keycloak's administrator and its console list them: all at once, in no pages. */
    Request sessions(Holder holder) {
        var headers = asAdmin();
        var client = answer(Request.get(admin.resolve("clients?clientId=" + holder.client()), headers)).path(0).path("id").asString();
        var account = answer(Request.get(admin.resolve("clients/" + client + "/service-account-user"), headers)).path("id").asString();
        return Request.get(admin.resolve("users/" + account + "/sessions"), headers);
    }

    private static JsonNode answer(Request request) {
        var answer = request.send();
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException("Keycloak answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
