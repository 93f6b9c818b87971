package io.countersign.token.protocol;

import io.countersign.testkit.harness.RunningService.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** As {@link ProtocolTest}, with a consent-service that knows everybody and has cut nobody. */
abstract class PersonTest extends ProtocolTest {
    static final String REDIRECT = "http://127.0.0.1:4711/callback";
    static final String READ = "billing:read";
    static final String WRITE = "billing:write";

    @BeforeEach
    void openConsent() {
        service.consent.silent = false;
        service.consent.covered = false;
        service.consent.consented = false;
        service.consent.strangers.clear();
        service.consent.access.clear();
    }

    /** What a server is told of the access token of an answer. */
    static boolean active(String server, Answer tokens) {
        return service.oauth("/o/acme/oauth2/introspect", server, "token", tokens.text("/access_token")).body().path("active").asBoolean();
    }

    /** A member with a client of that name, bound to billing; its loopback redirect is registered without a port. */
    static Member member(String name) {
        var client = service.publicClient("cli-" + name, "billing", List.of("http://127.0.0.1/callback"), READ, WRITE);
        return new Member(service, "usr-" + name, "ses-" + name, client, REDIRECT, "billing");
    }
}
