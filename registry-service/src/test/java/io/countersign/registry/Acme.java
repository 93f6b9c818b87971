package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.web.passport.Passport;
import io.countersign.testkit.harness.RunningService.Answer;

/** What the owner of {@code acme} does in a running registry, and what the registry answers to other services about it. */
final class Acme {
    final Passport owner;
    final Passport service;
    final String id;
    final String api;
    private final RunningRegistry registry;

    Acme(RunningRegistry registry) {
        this.registry = registry;
        id = registry.organization("acme");
        owner = registry.owner("acme");
        service = registry.service(id);
        api = "/api/v1/orgs/" + id;
    }

    String project(String name) {
        return created(registry.post(owner, api + "/projects", "{\"name\":\"" + name + "\"}")).text("/id");
    }

    Answer server(String project, String slug) {
        return created(registry.post(owner, api + "/servers", serverJson(project, slug)));
    }

    Answer client(String project, String name) {
        return created(registry.post(owner, api + "/clients", clientJson(project, name)));
    }

    Answer bind(Answer client, Answer server, String... scopes) {
        return registry.send(owner, pathOf(client) + "/bindings/" + server.text("/id"), "PUT",
                "{\"scopes\":[\"" + String.join("\",\"", scopes) + "\"]}");
    }

    Answer renew(Passport caller, Answer client, Answer server) {
        return registry.post(caller, pathOf(client) + "/bindings/" + server.text("/id") + "/renew", "{\"reasonCode\":\"ADMIN\"}");
    }

    String pathOf(Answer client) {
        return api + "/clients/" + client.text("/id");
    }

    Answer authorization(Answer client, Answer server) {
        return registry.post(service, "/internal/authorizations", "{\"organizationId\":\"" + id + "\",\"clientId\":\""
                + client.text("/id") + "\",\"resource\":\"" + server.text("/resource") + "\"}");
    }

    /** The owner's word on one key. */
    Answer access(String key) {
        return registry.post(service, "/internal/access", "{\"keys\":[\"" + key + "\"]}");
    }

    static String serverJson(String project, String slug) {
        return """
                {"projectId":"%s","slug":"%s","name":"Server %s","upstreamUrl":"http://127.0.0.1:8085/mcp",
                 "scopes":[{"name":"sample:read","description":"Read"},{"name":"sample:admin"}],
                 "challengeScopes":["sample:read"],"toolScopes":{"secret_report":["sample:admin"]}}""".formatted(project, slug, slug);
    }

    static String clientJson(String project, String name) {
        return "{\"projectId\":\"%s\",\"name\":\"%s\",\"grantTypes\":[\"client_credentials\"]}".formatted(project, name);
    }

    private static Answer created(Answer answer) {
        assertThat(answer.status()).as(answer.content()).isEqualTo(201);
        return answer;
    }
}
