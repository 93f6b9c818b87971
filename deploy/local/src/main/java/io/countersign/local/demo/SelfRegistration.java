package io.countersign.local.demo;

import io.countersign.local.demo.Api.Answer;
import io.countersign.local.demo.Discovery.Found;
import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.testkit.Person;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A client that nobody prepared: it registers itself (RFC 7591), and a member lets it in where an owner opened the server to such clients. */
public final class SelfRegistration {
    private final Target target;
    private final Narrator narrator;

    SelfRegistration(Target target, Narrator narrator) {
        this.target = target;
        this.narrator = narrator;
    }

    void run(SampleServer server) {
        narrator.step("A client that nobody registered comes by itself, and a member lets it in");
        var endpoint = opened(target, server).registrationEndpoint();
        narrator.fact("registers at", endpoint);
        var registered = register(endpoint);
        narrator.fact("registered", registered.body());
        var desktop = Desktop.of(target, Person.SECOND_MEMBER, registered.text("client_id"), server);
        var question = desktop.ask("sample:read");
        var warned = question.page().document().text();
        DemonstrationFailed.unless(warned.contains("Not verified") && warned.contains("by itself"),
                "The member is not told that nobody vouches for the client: " + warned);
        narrator.fact("shown", question.title() + " " + question.page().document().select(".mark.warn").eachText());
        Calls.through(server.resource(), desktop.allow(question).getAccessToken().getValue(), narrator);
    }

    /**
     * The owner opens organization and server to clients that nobody registered: they register themselves, or are known by the address of their
     * metadata document.
     *
     * @return what such a client finds, as soon as both are published
     */
    public static Found opened(Target target, SampleServer server) {
        var owner = new Api(target, target.ownerKey());
        owner.put("/organization/client-registration", Map.of("dynamic", true, "metadataDocuments", true)).expect(200, 204);
        owner.patch("/servers/" + server.id(), Map.of("unknownClients", "AUTOMATIC")).expect(200, 204);
        return Poll.until("That the organization is open is not published",
                () -> Discovery.discover(server.resource(), Narrator.silent()),
                found -> !found.registrationEndpoint().toString().isEmpty() && found.metadataDocuments());
    }

    /** At the registration endpoint, as an editor that goes on on loopback. */
    public static Answer register(URI endpoint) {
        var said = Map.of("client_name", "Editor", "redirect_uris", List.of(PublicClient.REGISTERED_REDIRECT), "grant_types",
                List.of("authorization_code", "refresh_token"), "token_endpoint_auth_method", "none");
        return Answer.of(Api.exchange(HttpRequest.newBuilder(endpoint).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(said))).build(), BodyHandlers.ofByteArray()))
                .expect(201);
    }
}
