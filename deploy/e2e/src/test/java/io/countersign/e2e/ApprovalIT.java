package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Api;
import io.countersign.local.demo.Desktop;
import io.countersign.local.demo.PublicClient;
import io.countersign.local.demo.SelfRegistration;
import io.countersign.local.demo.Setup;
import io.countersign.testkit.Person;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where an owner decides which clients that nobody registered are taken (domain.md: client approval). */
class ApprovalIT {
    private static final String READ = "sample:read";
    private final LocalPlatform platform = Platform.running();

    @Test
    void aPersonWaitsForAnOwnerAndIsToldWhatWasDecided() {
        var target = platform.target();
        var owner = new Api(target, target.ownerKey());
        var server = Setup.registerServer(target, "approval");
        var endpoint = SelfRegistration.opened(target, server).registrationEndpoint();
        owner.patch("/servers/" + server.id(), Map.of("unknownClients", "APPROVAL")).expect(200, 204);
        var client = SelfRegistration.register(endpoint).text("client_id");
        var binding = "/clients/" + client + "/bindings/" + server.id();
        var desktop = Desktop.of(target, Person.SECOND_MEMBER, client, server);

        assertThat(shown(desktop)).contains("An owner has to decide first", "Editor");
        var waiting = await().atMost(Duration.ofMinutes(2)).until(
                () -> owner.get("/clients?approval=PENDING").expect(200).body().toString(),
                clients -> clients.contains(client));
        assertThat(waiting).contains("\"askedBy\":\"" + Person.SECOND_MEMBER.id() + "\"");

        owner.post(binding + "/reject", Map.of("reasonCode", "REVIEW")).expect(200, 204);
        assertThat(shown(desktop)).contains("said no");

        var until = Instant.now().plus(Duration.ofMinutes(5)).truncatedTo(ChronoUnit.SECONDS);
        owner.put(binding, Map.of("scopes", List.of(READ), "until", until.toString())).expect(200);
        var tokens = desktop.connect(READ);
        assertThat(Desktop.claim(tokens, "scope")).isEqualTo(READ);
        assertThat(tokens.getAccessToken().getLifetime()).isBetween(1L, 300L);
    }

    /** RFC 7592: what an owner said yes to is what was registered then; who deletes itself is gone; the token opens nothing else. */
    @Test
    void aClientThatChangesWhatItRegisteredWaitsAgainAndOneThatDeletesItselfIsGone() {
        var target = platform.target();
        var owner = new Api(target, target.ownerKey());
        var server = Setup.registerServer(target, "managed");
        var registered = SelfRegistration.register(SelfRegistration.opened(target, server).registrationEndpoint());
        owner.patch("/servers/" + server.id(), Map.of("unknownClients", "APPROVAL")).expect(200, 204);
        var client = registered.text("client_id");
        var desktop = Desktop.of(target, Person.SECOND_MEMBER, client, server);
        shown(desktop);
        owner.put("/clients/" + client + "/bindings/" + server.id(), Map.of("scopes", List.of(READ))).expect(200);
        var tokens = desktop.connect(READ);

        SelfRegistration.replace(registered, "http://127.0.0.1/elsewhere").expect(200);
        await().atMost(Duration.ofMinutes(1)).until(() -> desktop.refusedRefresh(tokens), "invalid_grant"::equals);
        var moved = Desktop.of(target, Person.SECOND_MEMBER, client, server, URI.create("http://127.0.0.1:33418/elsewhere"));
        assertThat(shown(moved)).contains("An owner has to decide first");

        var publicApi = new PublicApi(target);
        var token = registered.text("registration_access_token");
        assertThat(publicApi.send("GET", target.api("/clients"), token, "", Map.of()).status()).isEqualTo(401);
        assertThat(publicApi.send("POST", URI.create(server.resource()).getPath(), token, "{}", Map.of("Content-Type", "application/json"))
                .status())
                .isEqualTo(401);
        assertThat(publicApi.send("POST", "/o/" + target.organization() + "/oauth2/introspect", token, "token=" + token,
                Map.of("Content-Type", "application/x-www-form-urlencoded")).status()).isEqualTo(401);

        SelfRegistration.delete(registered).expect(204);
        await().atMost(Duration.ofMinutes(1)).until(() -> desktop.refusedRefresh(tokens), "invalid_client"::equals);
        assertThat(shown(moved)).contains("There is no client");
    }

    /** Vendors whose callback differs per connector: refused, shown to an owner, and admitted as it was sent. */
    @Test
    void anOwnerAdmitsACallbackThatWasRefused() {
        var target = platform.target();
        var owner = new Api(target, target.ownerKey());
        var server = Setup.registerServer(target, "callbacks");
        var client = PublicClient.register(target, server, "Vendor with connectors", READ);
        var connector = "https://vendor.example/connectors/7/callback";
        var desktop = Desktop.of(target, Person.SECOND_MEMBER, client, server, URI.create(connector));
        assertThat(shown(desktop)).contains("not among the redirect URIs", connector);

        var refused = "/clients/" + client + "/refused-redirect-uris";
        assertThat(owner.get(refused).expect(200).body().path("items").path(0).path("redirectUri").asString()).isEqualTo(connector);
        owner.post(refused + ":admit", Map.of("redirectUri", connector)).expect(200, 204);
        assertThat(Desktop.claim(desktop.connect(READ), "scope")).isEqualTo(READ);
        assertThat(owner.get(refused).expect(200).body().path("items").size()).isZero();
    }

    private static String shown(Desktop desktop) {
        return desktop.ask(READ).page().document().text();
    }
}
