package io.countersign.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.web.passport.Passport;
import io.countersign.testkit.harness.RunningService.Answer;
import io.countersign.token.contract.ConnectionEvent.ReasonCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Letting a client in again: on purpose only, and after an end for SECURITY by an owner only. */
@Tag("broker")
@ExtendWith(RegistryOfTheRun.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RenewalTest {
    private RunningRegistry registry;
    private Acme acme;
    private int count;

    @BeforeAll
    void start(RunningRegistry running) {
        registry = running;
        acme = new Acme(registry);
    }

    @AfterEach
    void speak() {
        registry.tokens.silent = false;
    }

    @Test
    void anOwnerLetsTheClientInAgainWithTheScopesItHadAndPutDoesNot() {
        var bound = new Bound();
        var before = bound.sequence();

        assertThat(acme.bind(bound.client, bound.server, "sample:read", "sample:admin").status()).isEqualTo(200);
        assertThat(bound.sequence()).isEqualTo(before);
        var renewed = acme.renew(acme.owner, bound.client, bound.server);

        assertThat(renewed.status()).as(renewed.content()).isEqualTo(204);
        assertThat(bound.sequence()).isGreaterThan(before);
        assertThat(bound.authorization().body().at("/previousBindingSequence").asLong()).isEqualTo(before);
        assertThat(bound.authorization().body().at("/narrowedSequences").size()).isZero();
        assertThat(bound.authorization().body().at("/allowedScopes").size()).isEqualTo(2);
    }

    @Test
    void aRenewalSaysWhyAndIsForWhatWasBound() {
        var bound = new Bound();
        var path = acme.pathOf(bound.client) + "/bindings/" + bound.server.text("/id") + "/renew";

        assertThat(registry.post(acme.owner, path, "{}").text("/errors/0/field")).isEqualTo("reasonCode");
        assertThat(acme.renew(acme.owner, acme.client(bound.project, "Never bound"), bound.server).status()).isEqualTo(404);
    }

    @Test
    void narrowingKeepsTheEpochsThatAPersonBegan() {
        var bound = new Bound();
        var first = bound.sequence();

        acme.bind(bound.client, bound.server, "sample:read");

        assertThat(bound.authorization().body().at("/narrowedSequences/0").asLong()).isEqualTo(first);
    }

    @Test
    void anAdministratorRenewsWhatDidNotEndForSecurity() {
        var bound = new Bound();
        registry.tokens.connection(bound.client.text("/id"), bound.server.text("/id"), bound.sequence(), ReasonCode.ADMIN);

        assertThat(acme.renew(bound.admin, bound.client, bound.server).status()).isEqualTo(204);
    }

    @Test
    void afterAConnectionWasRevokedForSecurityOnlyAnOwnerRenews() {
        var bound = new Bound();
        registry.tokens.connection(bound.client.text("/id"), bound.server.text("/id"), bound.sequence(), ReasonCode.SECURITY);

        onlyAnOwner(bound);
    }

    @Test
    void narrowingAfterwardsDoesNotMakeItForgotten() {
        var bound = new Bound();
        registry.tokens.connection(bound.client.text("/id"), bound.server.text("/id"), bound.sequence(), ReasonCode.SECURITY);
        acme.bind(bound.client, bound.server, "sample:read");

        onlyAnOwner(bound);
    }

    @Test
    void afterEverythingOfTheClientWasRevokedForSecurityOnlyAnOwnerRenews() {
        var bound = new Bound();
        registry.post(acme.owner, acme.pathOf(bound.client) + "/revoke-all", "{\"reasonCode\":\"SECURITY\"}");
        acme.bind(bound.client, bound.server, "sample:read");

        onlyAnOwner(bound);
    }

    @Test
    void afterEverythingOfTheServerWasRevokedForSecurityOnlyAnOwnerRenews() {
        var bound = new Bound();
        registry.tokens.connection(bound.client.text("/id"), bound.server.text("/id"), bound.sequence(), null);
        registry.post(acme.owner, acme.api + "/servers/" + bound.server.text("/id") + "/revoke-all", "{\"reasonCode\":\"SECURITY\"}");

        onlyAnOwner(bound);
    }

    /** A declarative tool must not undo it. */
    @Test
    void unbindingAndBindingIsNoWayAround() {
        var bound = new Bound();
        registry.tokens.connection(bound.client.text("/id"), bound.server.text("/id"), bound.sequence(), ReasonCode.SECURITY);
        registry.delete(bound.admin, acme.pathOf(bound.client) + "/bindings/" + bound.server.text("/id"));

        var put = registry.send(bound.admin, acme.pathOf(bound.client) + "/bindings/" + bound.server.text("/id"), "PUT",
                "{\"scopes\":[\"sample:read\"]}");

        assertThat(put.status()).isEqualTo(403);
        assertThat(put.text("/code")).isEqualTo("owner_required");
    }

    /** The refusal of the PUT names the call that helps. */
    @Test
    void whatWasUnboundForSecurityIsBoundByRenewalOnly() {
        var bound = new Bound();
        registry.delete(acme.owner, acme.pathOf(bound.client) + "/bindings/" + bound.server.text("/id") + "?reasonCode=SECURITY");

        var put = acme.bind(bound.client, bound.server, "sample:read");
        assertThat(put.status()).isEqualTo(409);
        assertThat(put.text("/code")).isEqualTo("renewal_required");
        var advised = put.text("/detail").replaceFirst("(?s).*POST ", "").replaceFirst("\\.$", "");
        assertThat(registry.post(bound.admin, advised, "{\"reasonCode\":\"ADMIN\"}").status()).isEqualTo(403);
        assertThat(registry.post(acme.owner, advised, "{\"reasonCode\":\"ADMIN\"}").status()).isEqualTo(204);

        assertThat(bound.authorization().body().at("/allowedScopes").size()).isEqualTo(2);
    }

    @Test
    void withoutTheTokenServicesWordNobodyButAnOwnerRenews() {
        var bound = new Bound();
        registry.tokens.silent = true;

        var byAdmin = acme.renew(bound.admin, bound.client, bound.server);

        assertThat(byAdmin.status()).isEqualTo(503);
        assertThat(byAdmin.text("/code")).isEqualTo("service_unavailable");
        assertThat(acme.renew(acme.owner, bound.client, bound.server).status()).isEqualTo(204);
    }

    private void onlyAnOwner(Bound bound) {
        var before = bound.sequence();

        var byAdmin = acme.renew(bound.admin, bound.client, bound.server);

        assertThat(byAdmin.status()).as(byAdmin.content()).isEqualTo(403);
        assertThat(byAdmin.text("/code")).isEqualTo("owner_required");
        assertThat(bound.sequence()).isEqualTo(before);
        assertThat(acme.renew(acme.owner, bound.client, bound.server).status()).isEqualTo(204);
        assertThat(bound.sequence()).isGreaterThan(before);
    }

    /** A client bound to a server of the same project, and the project's administrator. */
    private final class Bound {
        final String project = acme.project("Renewal " + ++count);
        final Answer server = acme.server(project, "renewal-" + count);
        final Answer client = acme.client(project, "Renewed " + count);
        final Passport admin = registry.person(acme.id, "usr-1", "project-admin:" + project);

        Bound() {
            acme.bind(client, server, "sample:read", "sample:admin");
        }

        Answer authorization() {
            return acme.authorization(client, server);
        }

        long sequence() {
            return authorization().body().at("/bindingSequence").asLong();
        }
    }
}
