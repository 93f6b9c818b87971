package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.gateway.directory.RegistryChanged;
import io.countersign.gateway.stream.OpenStreams;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;

/** MG-18, C28: where an organization says from where it is reached, whoever calls from elsewhere is refused before anything else is asked. */
class AllowedAddressesTest extends GatewayTest {
    private static final List<String> ELSEWHERE = List.of("192.0.2.0/24", "2001:db8::/32");
    @Autowired
    ApplicationEventPublisher events;
    @Autowired
    OpenStreams streams;

    private void reachedFrom(List<String> blocks) {
        PEERS.allowedAddresses = blocks;
        events.publishEvent(new RegistryChanged(""));
    }

    @AfterEach
    void everywhere() {
        reachedFrom(List.of());
    }

    private HttpResponse<String> api() {
        return keyed("servers");
    }

    private HttpResponse<String> keyed(String path) {
        return send("/api/v1/orgs/acme/" + path, request -> request.header("Authorization", "Bearer " + FakePeers.OWNER_KEY));
    }

    private HttpResponse<String> oauth(String endpoint) {
        return send("/o/acme/oauth2/" + endpoint, request -> request.POST(BodyPublishers.ofString("token=x"))
                .header("Content-Type", "application/x-www-form-urlencoded"));
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
    void clientsGetNoTokenFromElsewhereAndMayEndOneFromEverywhere() {
        reachedFrom(ELSEWHERE);
        PEERS.inward.clear();

        for (var endpoint : List.of("token", "introspect", "register", "register/cli-1")) {
            var refused = oauth(endpoint);
            assertThat(refused.statusCode()).as(endpoint).isEqualTo(403);
            assertThat(refused.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(json(refused.body()).path("error").asString()).isEqualTo("access_denied");
            assertThat(json(refused.body()).path("code").asString()).isEqualTo("ip_not_allowed");
        }
        assertThat(PEERS.inward).noneMatch(inward -> inward.path().startsWith("/o/"));
        assertThat(oauth("revoke").statusCode()).isEqualTo(200);
        assertThat(send("/.well-known/oauth-authorization-server/o/acme", request -> request).statusCode()).isEqualTo(200);
        assertThat(send("/o/acme/oauth2/jwks", request -> request).statusCode()).isEqualTo(200);
    }

    @Test
    void whoAsksWhoTheyAreIsToldNothingElsewhere() {
        reachedFrom(ELSEWHERE);

        assertThat(json(keyed("me").body()).path("code").asString()).isEqualTo("ip_not_allowed");
    }

    @Test
    void anAnswerUnderWayToElsewhereEnds() throws IOException {
        StreamTest.openEnded();
        try (var client = new StreamTest.Client(TOKENS.of("listening"))) {
            client.until("data: one");
            reachedFrom(List.of("127.0.0.0/8"));
            assertThat(streams.count("con-listening")).isEqualTo(1);

            reachedFrom(ELSEWHERE);
            client.untilEnd();
        }
        Awaitility.await().until(() -> streams.count("con-listening") == 0);
    }

    @Test
    void fromWithinEverythingIsAsBefore() {
        reachedFrom(List.of("192.0.2.0/24", "127.0.0.0/8"));

        assertThat(post(TOKENS.of("inside"), LIST).statusCode()).isEqualTo(200);
        assertThat(api().statusCode()).isEqualTo(200);
        assertThat(published.denials).isEmpty();
    }
}
