package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.events.log.EventLogs;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.web.passport.Passport;

/** What happens in {@code globex}, the one organization that is opened to clients that no owner registered. */
final class Globex {
    final Passport owner;
    final Passport service;
    final String id;
    final String api;
    private final RunningRegistry registry;

    Globex(RunningRegistry registry) {
        this.registry = registry;
        id = registry.organization("globex");
        owner = registry.owner("globex");
        service = registry.service(id);
        api = "/api/v1/orgs/" + id;
    }

    /** A server in a project of its own, where a member's yes lets in whoever comes. */
    Answer opened(String slug) {
        var server = closed(slug);
        policy(server, "{\"unknownClients\":\"AUTOMATIC\"}", 204);
        return server;
    }

    /** Where an owner decides. */
    Answer leftToOwners(String slug) {
        var server = closed(slug);
        policy(server, "{\"unknownClients\":\"APPROVAL\"}", 204);
        return server;
    }

    Answer closed(String slug) {
        var project = registry.post(owner, api + "/projects", "{\"name\":\"" + slug + "\"}").text("/id");
        return registry.post(owner, api + "/servers", Acme.serverJson(project, slug));
    }

    void policy(Answer server, String json, int status) {
        var changed = registry.send(owner, api + "/servers/" + server.text("/id"), "PATCH", json);
        assertThat(changed.status()).as(changed.content()).isEqualTo(status);
    }

    /** Whether clients may register themselves, and be known by their metadata documents. */
    void registration(boolean dynamic, boolean documents) {
        registration(dynamic, documents, false);
    }

    /** Those that register themselves by invitation only. */
    void registration(boolean dynamic, boolean documents, boolean protectedRegistration) {
        assertThat(registry.send(owner, api + "/organization/client-registration", "PUT",
                "{\"dynamic\":" + dynamic + ",\"privateUseRedirects\":false,\"metadataDocuments\":" + documents
                        + ",\"protectedRegistration\":"
                        + protectedRegistration + "}")
                .status()).isEqualTo(204);
    }

    /** From an address that depends on what is said, so that tests do not use up each other's share. */
    Answer register(String metadata) {
        return registry.register("globex", metadata, "Content-Type", "application/json", "X-Real-IP",
                "198.51.100." + (metadata.hashCode() & 127));
    }

    Answer authorization(String clientId, Answer server, boolean admissible) {
        return registry.post(service, "/internal/authorizations",
                "{\"organizationId\":\"%s\",\"clientId\":\"%s\",\"resource\":\"%s\",\"admissible\":%s}".formatted(id, clientId,
                        server.text("/resource"), admissible));
    }

    Answer admit(String clientId, Answer server) {
        return registry.post(service, "/internal/admissions",
                "{\"organizationId\":\"%s\",\"clientId\":\"%s\",\"resource\":\"%s\",\"userId\":\"usr-1\",\"decisionId\":\"evt-1\"}"
                        .formatted(id, clientId, server.text("/resource")));
    }

    /** A member wants an owner to let it in. */
    int wish(String clientId, Answer server) {
        return registry.post(service, "/internal/approval-requests",
                "{\"organizationId\":\"%s\",\"clientId\":\"%s\",\"resource\":\"%s\",\"userId\":\"usr-1\"}".formatted(id, clientId,
                        server.text("/resource")))
                .status();
    }

    String binding(String clientId, Answer server) {
        return api + "/clients/" + clientId + "/bindings/" + server.text("/id");
    }

    /** How many commits the registry's log has. */
    long events() {
        return registry.bean(EventLogs.class).first().log().head().number();
    }
}
