package io.countersign.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("keycloak")
class KeycloakPartTest {

    private final KeycloakPart keycloak = Parts.keycloak();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void theRealmHasItsOrganizationItsPeopleAndTheDirectoryMayReadThem() throws IOException, InterruptedException {
        String token = directoryToken();
        assertThat(get("/organizations?search=acme", token)).contains("\"alias\":\"acme\"");
        String users = get("/users?max=20", token);
        assertThat(Person.all()).allSatisfy(person -> assertThat(users).contains(person.id()).contains(person.username()));
    }

    @Test
    void theRealmNamesItsIssuerAndSurvivesAKill() throws IOException, InterruptedException {
        keycloak.restart();
        assertThat(send(HttpRequest.newBuilder(URI.create(keycloak.issuer() + "/.well-known/openid-configuration")).build()))
                .contains("\"issuer\":\"" + keycloak.issuer() + "\"");
    }

    private String directoryToken() throws IOException, InterruptedException {
        String answer = send(HttpRequest.newBuilder(URI.create(keycloak.issuer() + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id="
                        + KeycloakPart.DIRECTORY_CLIENT + "&client_secret=" + KeycloakPart.DIRECTORY_SECRET))
                .build());
        int start = answer.indexOf("\"access_token\":\"") + "\"access_token\":\"".length();
        return answer.substring(start, answer.indexOf('"', start));
    }

    private String get(String path, String token) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(keycloak.url() + "/admin/realms/" + KeycloakPart.REALM + path))
                .header("Authorization", "Bearer " + token).build());
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
