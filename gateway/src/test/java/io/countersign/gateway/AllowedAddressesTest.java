package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.gateway.directory.RegistryChanged;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;

/** MG-18, C28: where an organization says from where it is reached, whoever calls from elsewhere is refused before anything else is asked. */
class AllowedAddressesTest extends GatewayTest {
    private static final List<String> ELSEWHERE = List.of("192.0.2.0/24", "2001:db8::/32");
    @Autowired
    ApplicationEventPublisher events;

    private void reachedFrom(List<String> blocks) {
        PEERS.allowedAddresses = blocks;
        events.publishEvent(new RegistryChanged(""));
    }

    @AfterEach
    void everywhere() {
        reachedFrom(List.of());
    }

    private HttpResponse<String> api() {
        return send("/api/v1/orgs/acme/servers", request -> request.header("Authorization", "Bearer " + FakePeers.OWNER_KEY));
    }

    @Test
    void aCallFromElsewhereIsRefusedWhateverTokenItCarriesAndCanBeAskedAbout() {
        reachedFrom(ELSEWHERE);

        for (var token : List.of(TOKENS.of("outside"), "no token at all")) {
            var refused = post(token, LIST, "X-Forwarded-For", "192.0.2.7");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(json(refused.body()).path("code").asString()).isEqualTo("ip_not_allowed");
            assertThat(refused.headers().firstValue("WWW-Authenticate")).isEmpty();
            assertThat(json(refused.body()).path("decisionId").asString()).startsWith("dec-");
        }
        assertThat(UPSTREAM.received).isEmpty();
        assertThat(published.denials).as("all who come from elsewhere share one").singleElement()
                .satisfies(denied -> assertThat(denied.subject().subjectId()).isEqualTo("unknown"));
    }

    @Test
    void theApiAndThePagesAreNotReachedFromElsewhereEither() {
        reachedFrom(ELSEWHERE);

        var refused = api();
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(json(refused.body()).path("code").asString()).isEqualTo("ip_not_allowed");
        assertThat(refused.headers().firstValue("Countersign-Decision").orElse("")).startsWith("dec-");
        assertThat(PEERS.inward).noneMatch(inward -> inward.path().startsWith("/api/"));
        assertThat(send("/o/acme/oauth2/authorize?client_id=x", request -> request.header("Accept", "text/html")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void fromWithinEverythingIsAsBefore() {
        reachedFrom(List.of("192.0.2.0/24", "127.0.0.0/8"));

        assertThat(post(TOKENS.of("inside"), LIST).statusCode()).isEqualTo(200);
        assertThat(api().statusCode()).isEqualTo(200);
        assertThat(published.denials).isEmpty();
    }
}
