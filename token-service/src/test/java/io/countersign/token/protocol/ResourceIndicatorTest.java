package io.countersign.token.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which resource a token is for: RFC 8707 section 2. */
class ResourceIndicatorTest extends ProtocolTest {
    @Test
    void anUnknownResourceIsAnInvalidTarget() {
        var client = service.client("cli-target", "billing", "billing:read");

        refused(service.token(client, "grant_type", GRANT, "resource", "https://cs.example/o/acme/mcp/none"), 400, "invalid_target");
        refused(service.token(client, "grant_type", GRANT, "resource", "billing"), 400, "invalid_target");
    }

    @Test
    void twoResourcesAreAnInvalidTarget() {
        var client = service.client("cli-two", "billing", "billing:read");

        refused(service.token(client, request("resource", FakeRegistry.resource("files"))), 400, "invalid_target");
    }

    @Test
    void withoutAResourceTheOnlyBindingIsMeant() {
        var client = service.client("cli-none", "billing", "billing:read");

        assertThat(service.token(client, "grant_type", GRANT).status()).isEqualTo(200);
        service.registry.bind(client, "files", 2, "files:read");
        service.fact("client:cli-none", 0, false, false, 2);
        refused(service.token(client, "grant_type", GRANT), 400, "invalid_target");
    }

    @Test
    void theSameResourceInAnotherSpellingIsTheSame() {
        var client = service.client("cli-spell", "billing", "billing:read");

        assertThat(service.token(client, "grant_type", GRANT, "resource", "HTTPS://CS.example:443/o/acme/mcp/billing").status())
                .isEqualTo(200);
    }
}
