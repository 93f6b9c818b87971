package io.countersign.bench;

import io.countersign.testkit.KeycloakPart;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Keycloak as an authorization server of machine clients: one confidential client with a service account. */
final class KeycloakPeer {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CLIENT = "bench";
    private static final String SECRET = "bench-secret-of-sufficient-length-0123456789";
    private final String realm;

    KeycloakPeer(URI keycloak) {
        var base = keycloak.toString();
        this.realm = base + "/realms/" + KeycloakPart.REALM + "/protocol/openid-connect/token";
        var login = Http
                .send(Http.form(URI.create(base + "/realms/master/protocol/openid-connect/token"), "", "", Map.of("grant_type", "password",
                        "client_id", "admin-cli", "username", KeycloakPart.ADMIN_USERNAME, "password", KeycloakPart.ADMIN_PASSWORD)));
        var admin = JSON.readTree(login.body()).path("access_token").asString();
        Http.send(HttpRequest.newBuilder(URI.create(base + "/admin/realms/" + KeycloakPart.REALM + "/clients"))
                .header("Authorization", "Bearer " + admin)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("clientId", CLIENT,
                        "secret", SECRET, "publicClient", false, "serviceAccountsEnabled", true, "standardFlowEnabled", false))))
                .build());
    }

    HttpRequest token() {
        return Http.form(URI.create(realm), CLIENT, SECRET, Map.of("grant_type", "client_credentials"));
    }

    HttpRequest introspection() {
        var token = JSON.readTree(Http.send(token()).body()).path("access_token").asString();
        return Http.form(URI.create(realm + "/introspect"), CLIENT, SECRET, Map.of("token", token));
    }
}
