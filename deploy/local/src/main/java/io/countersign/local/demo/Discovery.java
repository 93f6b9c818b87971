package io.countersign.local.demo;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/** From a bare MCP URL to the token endpoint, as MCP clients discover it (RFC 9728, RFC 8414). */
public final class Discovery {
    private static final Pattern METADATA = Pattern.compile("resource_metadata=\"([^\"]+)\"");
    private static final Pattern SCOPE = Pattern.compile("scope=\"([^\"]+)\"");

    private Discovery() {
    }

    /** @throws DemonstrationFailed when a step leads nowhere */
    public static Found discover(String resource, StepReporter reporter) {
        var refused = Api.exchange(
                HttpRequest.newBuilder(URI.create(resource)).header("Accept", "application/json, text/event-stream")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}")).build(),
                BodyHandlers.ofString());
        DemonstrationFailed.unless(refused.statusCode() == 401, "An MCP request without a token answered " + refused.statusCode());
        var challenge = refused.headers().firstValue("WWW-Authenticate").orElse("");
        reporter.fact("without a token", refused.statusCode() + " " + challenge);
        var metadata = Api.fetch(URI.create(find(METADATA, challenge))).expect(200);
        DemonstrationFailed.unless(metadata.text("resource").equals(resource),
                "The metadata names another resource: " + metadata.text("resource"));
        var issuer = URI.create(metadata.body().path("authorization_servers").path(0).asString());
        reporter.fact("issuer", issuer);
        var wellKnown = issuer.resolve("/.well-known/oauth-authorization-server" + issuer.getPath());
        var server = Api.fetch(wellKnown).expect(200);
        DemonstrationFailed.unless(server.text("issuer").equals(issuer.toString()),
                "The metadata names another issuer: " + server.text("issuer"));
        reporter.fact("token endpoint", server.text("token_endpoint"));
        return new Found(resource, find(SCOPE, challenge), issuer.toString(), URI.create(server.text("token_endpoint")),
                URI.create(server.body().path("authorization_endpoint").asString("")),
                URI.create(server.body().path("registration_endpoint").asString("")),
                server.body().path("client_id_metadata_document_supported").asBoolean(false));
    }

    private static String find(Pattern pattern, String challenge) {
        var matcher = pattern.matcher(challenge);
        DemonstrationFailed.unless(matcher.find(), "The challenge lacks " + pattern + ": " + challenge);
        return matcher.group(1);
    }

    /**
     * What a client knows after discovery.
     *
     * @param registrationEndpoint empty where clients do not register themselves
     * @param metadataDocuments    whether a client may be known by the address of its metadata document
     */
    public record Found(String resource, String scope, String issuer, URI tokenEndpoint, URI authorizationEndpoint,
            URI registrationEndpoint, boolean metadataDocuments) {
    }
}
