package io.countersign.bench;

import io.countersign.testkit.KeycloakPart;
import java.net.URI;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Keycloak as an authorization server of machine clients: one confidential client with a service account. */
final class KeycloakPeer {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CLIENT = "bench";
    private static final String SECRET = "bench-secret-of-sufficient-length-0123456789";
    private final String endpoint;

    KeycloakPeer(URI keycloak) {
        var base = keycloak.toString();
        this.endpoint = base + "/realms/" + KeycloakPart.REALM + "/protocol/openid-connect/token";
        var login = Request.form(URI.create(base + "/realms/master/protocol/openid-connect/token"), "", "", Map.of("grant_type", "password",
                "client_id", "admin-cli", "username", KeycloakPart.ADMIN_USERNAME, "password", KeycloakPart.ADMIN_PASSWORD));
        new Request(URI.create(base + "/admin/realms/" + KeycloakPart.REALM + "/clients"),
                Map.of("Authorization", "Bearer " + accessToken(login), "Content-Type", "application/json"),
                JSON.writeValueAsString(Map.of("clientId", CLIENT, "secret", SECRET, "publicClient", false, "serviceAccountsEnabled", true,
                        "standardFlowEnabled", false)))
                .send();
    }

    Request token() {
        return Request.form(URI.create(endpoint), CLIENT, SECRET, Map.of("grant_type", "client_credentials"));
    }

    Request introspection() {
        return Request.form(URI.create(endpoint + "/introspect"), CLIENT, SECRET, Map.of("token", accessToken(token())));
    }

    private static String accessToken(Request request) {
        return JSON.readTree(request.send().body()).path("access_token").asString();
    }
}
