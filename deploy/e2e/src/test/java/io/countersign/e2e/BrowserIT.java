package io.countersign.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.countersign.local.LocalPlatform;
import io.countersign.local.demo.Api;
import io.countersign.local.demo.PublicClient;
import io.countersign.local.demo.Setup;
import io.countersign.local.demo.Setup.SampleServer;
import io.countersign.local.demo.Target;
import io.countersign.testkit.Person;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A person at Chromium, with the real pages of Keycloak and ours under their own content security policy. Each page is measured by axe in
 * light, dark and at the width of a phone; what was seen stays in {@code target/screenshots}.
 */
class BrowserIT {
    private static final Optional<Path> CHROMIUM = Stream
            .of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"), "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of).filter(Files::isExecutable).findFirst();
    private static final String READ = "sample:read";
    private static final String ADMIN = "sample:admin";
    private static final LocalPlatform PLATFORM = Platform.running();
    private static final Target ACME = PLATFORM.target();
    private static final SampleServer SERVER = Setup.registerServer(ACME, "browser");

    @BeforeAll
    static void install() {
        assumeTrue(CHROMIUM.isPresent(), "No browser is tried: there is no Chromium (the variable CHROMIUM names another place).");
        NodeScript.install("browser");
    }

    @Test
    void aPersonSignsInUnticksAScopeAndAllowsTheRestByKeyboard() {
        assertThat(seen("consent").path("scope").asString()).isEqualTo(READ);
    }

    @Test
    void aClientThatAsksForMoreLaterGetsTheUnion() {
        var seen = seen("step-up");

        assertThat(seen.path("before").asString()).isEqualTo(READ);
        assertThat(seen.path("after").asString()).isEqualTo(ADMIN + " " + READ);
    }

    /** RFC 6749 section 4.1.2.1. */
    @Test
    void whoeverSaysNoSendsTheClientAnError() {
        assertThat(seen("denial").path("error").asString()).isEqualTo("access_denied");
    }

    @Test
    void whatIsOverSaysSoAndGivesTheClientNothingMore() {
        var seen = seen("too-late");

        assertThat(seen.path("codes").asInt()).isEqualTo(1);
        assertThat(seen.path("statuses")).hasSize(2).allMatch(status -> status.asInt() >= 400 && status.asInt() < 500);
    }

    /** Nothing is given after ten minutes, which pass in the store only. */
    @Test
    void aQuestionThatWaitedTooLongGivesTheClientNothing() {
        try (var script = script("expired")) {
            WaitingRequest.of(PLATFORM, script.said().path("question").asString()).tenMinutesLater();
            script.goOn();
            var seen = lastWord(script);

            assertThat(seen.path("statuses")).hasSize(2).allMatch(status -> status.asInt() == 410);
            assertThat(seen.path("sent").asInt()).isZero();
        }
    }

    @Test
    void twoLoadsAndTwoAttemptsSideBySideAreAnsweredOnceEach() {
        assertThat(seen("two-tabs").path("codes").asInt()).isEqualTo(2);
    }

    /** RFC 8252 section 7.1. */
    @Test
    void theAnswerReachesAnAppByItsOwnScheme() {
        assertThat(seen("private-use").path("scope").asString()).isEqualTo(READ);
    }

    @Test
    void theAnswerReachesAWebsite() {
        assertThat(seen("https").path("scope").asString()).isEqualTo(READ);
    }

    /** RFC 6749 section 4.1.2.1: the person reads what is wrong, and nobody is sent where nobody registered. */
    @Test
    void anAddressThatIsNotRegisteredIsNamedAndNeverVisited() {
        var seen = seen("wrong-redirect");

        assertThat(seen.path("status").asInt()).isEqualTo(400);
        assertThat(seen.path("names").asBoolean()).isTrue();
        assertThat(seen.path("sent").asInt()).isZero();
    }

    @Test
    void signingOutLeavesNobodySignedIn() {
        assertThat(seen("sign-out").path("session").asInt()).isEqualTo(401);
    }

    private static JsonNode seen(String scenario) {
        try (var script = script(scenario)) {
            return lastWord(script);
        }
    }

    private static NodeScript script(String scenario) {
        return NodeScript.start("browser", environment(client("Browser " + scenario)), "people.mjs", scenario);
    }

    private static JsonNode lastWord(NodeScript script) {
        var seen = script.said();
        assertThat(seen.path("complaints")).as("complaints of axe and of the browser").isEmpty();
        return seen;
    }

    private static Map<String, String> environment(String clientId) {
        return Map.of("CHROMIUM", CHROMIUM.orElseThrow().toString(), "SCREENSHOTS", NodeScript.TARGET.resolve("screenshots").toString(),
                "GATEWAY", ACME.gateway().toString().replaceAll("/$", ""), "ISSUER",
                ACME.gateway().resolve("/o/" + ACME.organization()).toString(),
                "RESOURCE", SERVER.resource(), "CLIENT_ID", clientId, "PERSON", Person.SECOND_MEMBER.username(), "PASSWORD",
                Person.SECOND_MEMBER.password());
    }

    /** With every kind of redirect that a client of people has. */
    private static String client(String name) {
        var owner = new Api(ACME, ACME.ownerKey());
        var registration = new HashMap<>(PublicClient.registration(SERVER.projectId(), name));
        registration.put("redirectUris", List.of(PublicClient.REGISTERED_REDIRECT, "https://client.example/callback",
                "cursor://anysphere.cursor-mcp/oauth/callback"));
        var id = owner.persist("/clients", registration).expect(201).text("id");
        owner.put("/clients/" + id + "/bindings/" + SERVER.id(), Map.of("scopes", List.of(READ, ADMIN))).expect(200, 201, 204);
        return id;
    }
}
