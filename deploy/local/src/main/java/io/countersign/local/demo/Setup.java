package io.countersign.local.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an owner prepares before a machine can connect: a project, an MCP server, a confidential client bound to it. */
public final class Setup {
    static final List<String> SCOPES = List.of("sample:read");
    private final Api owner;

    private Setup(Target target) {
        this.owner = new Api(target, target.ownerKey());
    }

    /** Registers the sample server under a slug, in a project of its own. */
    public static SampleServer registerServer(Target target, String slug) {
        return registerServer(target, slug, Map.of());
    }

    /** With what the registration says besides. */
    public static SampleServer registerServer(Target target, String slug, Map<String, ?> besides) {
        return new Setup(target).server(target, slug, besides);
    }

    private SampleServer server(Target target, String slug, Map<String, ?> besides) {
        var project = owner.persist("/projects", Map.of("name", "Project of " + slug)).expect(201).text("id");
        var said = new HashMap<String, Object>(Map.of(
                "projectId", project,
                "name", "Sample " + slug,
                "slug", slug,
                "upstreamUrl", target.upstream().toString(),
                "scopes", List.of(
                        Map.of("name", "sample:read", "description", "Use the sample tools"),
                        Map.of("name", "sample:admin", "description", "Read the sample's secret report")),
                "challengeScopes", SCOPES,
                "toolScopes", Map.of("secret_report", List.of("sample:admin"))));
        said.putAll(besides);
        var server = owner.persist("/servers", said).expect(201);
        var id = server.text("id");
        owner.persist("/servers/" + id + "/enable", Map.of()).expect(200, 204);
        return new SampleServer(project, id, target.resolve("/o/" + target.organization() + "/mcp/" + slug).toString());
    }

    /** Registers a confidential machine client and binds it to the server. */
    public static MachineClient registerClient(Target target, SampleServer server, String name) {
        return register(target, server, name, List.of("client_credentials"));
    }

    /** Registers who stands for the server and asks about its tokens (RFC 7662). */
    public static MachineClient registerResourceServer(Target target, SampleServer server, String name) {
        return register(target, server, name, List.of());
    }

    private static MachineClient register(Target target, SampleServer server, String name, List<String> grantTypes) {
        var owner = new Api(target, target.ownerKey());
        var client = owner.post("/clients", Map.of(
                "projectId", server.projectId(),
                "name", name,
                "tokenEndpointAuthMethod", "client_secret_basic",
                "grantTypes", grantTypes)).expect(201);
        var id = client.text("id");
        owner.put("/clients/" + id + "/bindings/" + server.id(), Map.of("scopes", SCOPES)).expect(200, 201, 204);
        return new MachineClient(id, name, client.text("clientSecret"));
    }

    /** A registered server: its ids and the resource URI that tokens name. */
    public record SampleServer(String projectId, String id, String resource) {
    }

    /** A confidential client; the secret lives only in this process. */
    public record MachineClient(String id, String name, String secret) {
        @Override
        public String toString() {
            return "MachineClient[" + id + "]";
        }
    }
}
