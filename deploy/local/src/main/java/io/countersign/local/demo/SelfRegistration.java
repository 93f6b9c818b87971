package io.countersign.local.demo;

import io.countersign.local.demo.Api.Answer;
import io.countersign.local.demo.Discovery.Found;
import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.testkit.Person;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A client that nobody prepared: it registers itself (RFC 7591), and a member lets it in where an owner opened the server to such clients. */
public final class SelfRegistration {
    private final Target target;
    private final StepReporter reporter;

    SelfRegistration(Target target, StepReporter reporter) {
        this.target = target;
        this.reporter = reporter;
    }

    void run(SampleServer server) {
        reporter.step("A client that nobody registered comes by itself, and a member lets it in");
        var endpoint = opened(target, server).registrationEndpoint();
        reporter.fact("registers at", endpoint);
        var registered = register(endpoint);
        reporter.fact("registered", registered.body());
        FirstConsent.of(Desktop.of(target, Person.SECOND_MEMBER, registered.text("client_id"), server), server, "by itself", reporter);
    }

    /**
     * The owner opens organization and server to clients that nobody registered: they register themselves, or are known by the address of their
     * metadata document.
     *
     * @return what such a client finds, as soon as both are published
     */
    public static Found opened(Target target, SampleServer server) {
        var owner = new Api(target, target.ownerKey());
        owner.put("/organization/client-registration", Map.of("dynamic", true, "privateUseRedirects", false, "metadataDocuments", true,
                "protectedRegistration", false)).expect(200, 204);
        owner.patch("/servers/" + server.id(), Map.of("unknownClients", "AUTOMATIC")).expect(200, 204);
        return Poll.until("That the organization is open is not published",
                () -> Discovery.discover(server.resource(), StepReporter.silent()),
                found -> !found.registrationEndpoint().toString().isEmpty() && found.metadataDocuments());
    }

    /** At the registration endpoint, as an editor that goes on on loopback. */
    public static Answer register(URI endpoint) {
        return send(json(endpoint, "POST", said(PublicClient.REGISTERED_REDIRECT))).expect(201);
    }

    /** With the token of its registration (RFC 7592), what else it registers: another redirect URI. */
    public static Answer replace(Answer registered, String redirect) {
        var said = new HashMap<>(said(redirect));
        said.put("client_id", registered.text("client_id"));
        return send(managed(json(URI.create(registered.text("registration_client_uri")), "PUT", said), registered));
    }

    /** With the token of its registration (RFC 7592), for good. */
    public static Answer delete(Answer registered) {
        return send(managed(HttpRequest.newBuilder(URI.create(registered.text("registration_client_uri"))).DELETE(), registered));
    }

    private static Map<String, Object> said(String redirect) {
        return Map.of("client_name", "Editor", "redirect_uris", List.of(redirect), "grant_types",
                List.of("authorization_code", "refresh_token"), "token_endpoint_auth_method", "none");
    }

    private static HttpRequest.Builder json(URI address, String method, Map<String, Object> said) {
        return HttpRequest.newBuilder(address).header("Content-Type", "application/json").method(method,
                BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(said)));
    }

    private static HttpRequest.Builder managed(HttpRequest.Builder request, Answer registered) {
        return request.header("Authorization", "Bearer " + registered.text("registration_access_token"));
    }

    private static Answer send(HttpRequest.Builder request) {
        return Answer.of(Api.exchange(request.build(), BodyHandlers.ofByteArray()));
    }
}
