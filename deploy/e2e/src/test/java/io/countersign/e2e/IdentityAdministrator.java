package io.countersign.e2e;

import io.countersign.local.LocalPlatform;
import io.countersign.testkit.KeycloakPart;
import io.countersign.testkit.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Whoever administers the people in Keycloak, with Keycloak's own API. */
final class IdentityAdministrator {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String keycloak;

    IdentityAdministrator(LocalPlatform platform) {
        this.keycloak = platform.describe().keycloak();
    }

    /** A new member of the organization acme. */
    Person hires(String username) {
        var created = send("POST", "/users", """
                {"username":"%1$s","enabled":true,"emailVerified":true,"email":"%1$s@acme.example","firstName":"New","lastName":"%1$s",
                 "credentials":[{"type":"password","value":"%1$s-local","temporary":false}]}""".formatted(username));
        var location = created.headers().firstValue("Location").orElseThrow();
        var person = new Person(username, username + "-local", location.substring(location.lastIndexOf('/') + 1), List.of("member"));
        takesIn(person);
        return person;
    }

    void takesIn(Person person) {
        takesIn(person, KeycloakPart.ORGANIZATION);
    }

    void takesIn(Person person, String organization) {
        send("POST", "/organizations/" + organization + "/members", "\"" + person.id() + "\"");
    }

    /** A new organization without anybody in it; its id. */
    String founds(String alias) {
        var location = send("POST", "/organizations", """
                {"name":"%1$s","alias":"%1$s","domains":[{"name":"%1$s.example"}]}""".formatted(alias)).headers().firstValue("Location")
                .orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    void takesOut(Person person) {
        send("DELETE", "/organizations/" + KeycloakPart.ORGANIZATION + "/members/" + person.id(), "");
    }

    void lets(Person person, boolean in) {
        send("PUT", "/users/" + person.id(), "{\"enabled\":" + in + "}");
    }

    void deletes(Person person) {
        send("DELETE", "/users/" + person.id(), "");
    }

    /** Whether Keycloak notes what administrators do. */
    void notes(boolean events) {
        send("PUT", "/events/config", "{\"adminEventsEnabled\":" + events + "}");
    }

    private HttpResponse<String> send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(keycloak + "/admin/realms/" + KeycloakPart.REALM + path))
                .header("Authorization", "Bearer " + token()).header("Content-Type", "application/json");
        var answer = exchange(request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build());
        if (answer.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private String token() {
        var form = "grant_type=password&client_id=admin-cli&username=" + encode(KeycloakPart.ADMIN_USERNAME) + "&password="
                + encode(KeycloakPart.ADMIN_PASSWORD);
        var answer = exchange(HttpRequest.newBuilder(URI.create(keycloak + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form)).build());
        return JSON.readTree(answer.body()).path("access_token").asString();
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
