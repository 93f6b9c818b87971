package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testkit.harness.RunningService.Answer;

/** Clients that registered themselves where an owner allows it, and what they do with their registrations (RFC 7592). */
abstract class SelfRegisteredClients extends OpenedOrganization {
    static final String HOME = "https://tool.example/callback";
    static final String ELSEWHERE = "https://tool.example/elsewhere";

    SelfRegisteredClients() {
        super(false);
    }

    /** A client and the only one that can speak for it. */
    record Registered(RunningRegistry registry, Answer answer) {
        String id() {
            return answer.text("/client_id");
        }

        String token() {
            return answer.text("/registration_access_token");
        }

        String uri() {
            return answer.text("/registration_client_uri");
        }

        Answer read() {
            return registry.manage("GET", uri(), token(), "");
        }

        Answer replace(String metadata) {
            return registry.manage("PUT", uri(), token(), metadata.replace("{", "{\"client_id\":\"" + id() + "\","));
        }

        Answer delete() {
            return registry.manage("DELETE", uri(), token(), "");
        }
    }

    Registered registered(String method) {
        var answer = globex.register(said("Tool", method, HOME));
        assertThat(answer.status()).as(answer.content()).isEqualTo(201);
        return new Registered(registry, answer);
    }

    static String said(String name, String method, String redirect) {
        return "{\"client_name\":\"%s\",\"redirect_uris\":[\"%s\"],\"grant_types\":[\"authorization_code\",\"refresh_token\"],\"token_endpoint_auth_method\":\"%s\"}"
                .formatted(name, redirect, method);
    }

    Registered admitted(String method) {
        var client = registered(method);
        assertThat(globex.admit(client.id(), server).status()).isEqualTo(200);
        return client;
    }
}
