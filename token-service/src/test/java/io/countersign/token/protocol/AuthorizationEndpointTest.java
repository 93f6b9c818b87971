package io.countersign.token.protocol;

import static io.countersign.token.protocol.Member.heard;
import static io.countersign.token.protocol.Member.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.ConsentMode;
import io.countersign.registry.contract.ScopeAnswer;
import io.countersign.registry.contract.ServerAnswer;
import io.countersign.testkit.harness.RunningService.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6749 section 3.1 and 4.1.1: who is told what is wrong, and that nobody is sent to what is not registered. */
class AuthorizationEndpointTest extends PersonTest {
    private static final String APP = "https://app.example/callback?tenant=7";
    private Member alice;
    private Member app;

    @BeforeEach
    void clients() {
        alice = member("a-alice");
        app = new Member(service, "usr-app", "ses-app", service.publicClient("cli-app", "billing", List.of(APP), READ, WRITE), APP,
                "billing");
        newsOfTheServer();
    }

    /** Answers of before are dropped. */
    private static void newsOfTheServer() {
        service.fact("server:billing", 0, false, false, 1);
    }

    private static void page(Answer answer, String... words) {
        assertThat(answer.status()).as(answer.content()).isEqualTo(400);
        assertThat(answer.header("Location")).isEmpty();
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'").contains("frame-ancestors 'none'");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.content()).contains(words);
    }

    /** Spec 1.4; RFC 9700 section 4.1: none of these is the registered {@code http://127.0.0.1/callback}, whoever reads it as that. */
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:4711/other", "https://evil.example/callback", "http://localhost:4711/callback",
            "http://127.0.0.1:4711/callback#x", "http://127.0.0.1:4711/callback#", "javascript:alert(1)",
            "http://user@127.0.0.1:4711/callback",
            "http://user:pass@127.0.0.1/callback", "http://127.0.0.1:4711@evil.example/callback",
            "http://evil.example\\@127.0.0.1/callback",
            "http://127.0.0.1:4711/callback/../callback", "http://127.0.0.1:4711/x/..;/callback", "http://127.0.0.1:4711/callback/",
            "http://127.0.0.1:4711//callback", "http://127.0.0.1:4711/call%62ack", "http://127.0.0.1:4711/callback?x=1",
            "http://127.0.0.1:4711/callback;x=1", "HTTP://127.0.0.1/callback", "https://127.0.0.1:4711/callback", "//127.0.0.1/callback",
            "http://127.1:4711/callback", "http://2130706433/callback", "http://0x7f000001/callback",
            "http://127.0.0.1.evil.example/callback",
            "http://[::ffff:127.0.0.1]:4711/callback", "http://[::1]:4711/callback", "http://127.0.0.1:4711/callback%00",
            "http://127.0.0.1:4711/callback\u0000", "http://127.0.0.1:4711/callback\r\nSet-Cookie: a=b", " http://127.0.0.1:4711/callback",
            "http://127.0.0.1:4711/callback ", "http://127.0.0.1:4711/\u202Ekcabllac", "http://127.0.0.1:4711/c\u0430llback"})
    void aRedirectUriThatIsNotRegisteredIsToldToThePersonOnly(String uri) {
        page(alice.authorize("redirect_uri", uri), "Editor", asText(uri), "not among the redirect URIs");
        page(alice.visit("/o/acme/oauth2/authorize?" + alice.query() + "&redirect_uri=" + URLEncoder.encode(uri, StandardCharsets.UTF_8)),
                "Editor", "redirect_uri is needed once");
        page(alice.authorize("redirect_uri", uri, "client_id", "cli-none"), "cli-none", asText(uri), "There is no client");
    }

    /** A long answer must not push the rule out of the page, nor a name turn the sentence around. */
    @Test
    void whateverWasSentThePageNamesTheRule() {
        var uri = "https://evil.example/" + "x".repeat(1_900);
        page(alice.authorize("redirect_uri", uri), "Editor", "https://evil.example/xxx", "not among the redirect URIs");
        service.registry.clients.put("cli-turned", new ClientAnswer("cli-turned", FakeRegistry.ORGANIZATION, FakeRegistry.PROJECT,
                "\"><script>\u202Eknab\u0000", "ACTIVE", "DCR", "none", List.of("authorization_code"), List.of(), null, List.of(REDIRECT),
                List.of()));
        var page = alice.authorize("client_id", "cli-turned", "redirect_uri", "https://evil.example/");
        page(page, "&quot;&gt;&lt;script&gt;[U+202E]knab[U+0000]", "https://evil.example/", "not among the redirect URIs");
        assertThat(page.content()).doesNotContain("<script").doesNotContain("\u202E").doesNotContain("\u0000");
    }

    /** RFC 6749 section 4.1.2: the state comes back as it was sent, and as nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\u202Etxt.exe", "a\r\nSet-Cookie: x=y", "&code=stolen&iss=https://evil.example", "#code=stolen",
            "\"><script>alert(1)</script>", "%00%0d%0a", "\ud83d\ude00", "{0} ${7*7}"})
    void aStateOfAnyKindIsOnlyAState(String state) {
        var request = waiting(alice.authorize("state", state));
        service.consent.allow(request, READ, WRITE);
        var answer = alice.proceed(request);
        assertThat(answer.header("Location")).matches("\\p{Graph}+").startsWith(REDIRECT + "?code=");
        assertThat(heard(answer)).containsEntry("state", state).containsEntry("iss", RunningTokenService.ISSUER)
                .containsOnlyKeys("code", "state", "iss");
        assertThat(heard(alice.authorize("state", state, "code_challenge_method", "plain"))).containsEntry("state", state)
                .containsEntry("error", "invalid_request").doesNotContainKey("code");
    }

    @Test
    void aStateThatNeverEndsIsRefused() {
        assertThat(heard(alice.authorize("state", "s".repeat(2_049)))).containsEntry("error", "invalid_request");
    }

    /** As the page writes what others sent. */
    private static String asText(String sent) {
        return sent.replace("\u0000", "[U+0000]").replace("\r", "[U+000D]").replace("\n", "[U+000A]").replace("\u202E", "[U+202E]");
    }

    @Test
    void anUnknownClientIsToldToThePersonOnly() {
        page(alice.authorize("client_id", "cli-none"), "cli-none", "There is no client");
        page(alice.authorize("client_id", ""), "client_id");
        page(alice.authorize("redirect_uri", ""), "redirect_uri");
        page(alice.visit("/o/acme/oauth2/authorize?" + alice.query() + "&client_id=cli-a-alice"), "client_id");
        page(alice.visit("/o/acme/oauth2/authorize?" + alice.query() + "&redirect_uri=https%3A%2F%2Fevil.example"), "redirect_uri");
    }

    /** What others named is text, whatever it is. */
    @Test
    void thePageShowsWhatWasSentAsTextAndNothingElse() {
        var page = alice.authorize("redirect_uri", "https://x.example/<script>alert(1)</script>\"'\u202E{advice}");
        page(page, "&lt;script&gt;", "[U+202E]");
        assertThat(page.content()).doesNotContain("<script>").doesNotContain("\u202E");
        assertThat(page.content().split("Nothing was allowed", -1)).hasSize(2);
    }

    /** RFC 7636 section 4.4.1, RFC 9700 section 2.1.1, RFC 8707 section 2, RFC 9101. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"code_challenge|''|invalid_request", "code_challenge_method|plain|invalid_request",
            "code_challenge_method|''|invalid_request", "code_challenge_method|s256|invalid_request",
            "code_challenge_method|S256 plain|invalid_request",
            "code_challenge|E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=|invalid_request",
            "response_type|code code|unsupported_response_type", "response_type|CODE|unsupported_response_type",
            "code_challenge|short|invalid_request",
            "response_type|token|unsupported_response_type",
            "response_type|code id_token|unsupported_response_type", "response_type|''|invalid_request",
            "response_mode|fragment|invalid_request", "request|eyJ|request_not_supported", "request_uri|urn:x|request_uri_not_supported",
            "resource|https://elsewhere.example/mcp|invalid_target", "resource|not a uri|invalid_target",
            "resource|https://cs.example/o/acme/mcp/files|unauthorized_client", "scope|files:read|invalid_scope",
            "scope|a  b|invalid_scope"})
    void whatElseIsWrongIsToldToTheClient(String name, String value, String error) {
        var heard = heard(alice.authorize(name, value));
        assertThat(heard).containsEntry("error", error).containsEntry("state", "s t&ate").containsEntry("iss", RunningTokenService.ISSUER)
                .doesNotContainKey("code");
    }

    @Test
    void nothingIsRepeatedButTheResource() {
        var twice = "/o/acme/oauth2/authorize?" + alice.query();
        assertThat(heard(alice.visit(twice + "&scope=x&scope=y"))).containsEntry("error", "invalid_request");
        assertThat(heard(alice.visit(twice + "&state=other"))).containsEntry("error", "invalid_request").doesNotContainKey("state");
        waiting(alice.visit(twice + "&resource=https%3A%2F%2FCS.example%2Fo%2Facme%2Fmcp%2Fbilling&unknown=1&unknown=2"));
        assertThat(heard(alice.visit(twice + "&resource=https%3A%2F%2Fcs.example%2Fo%2Facme%2Fmcp%2Ffiles"))).containsEntry("error",
                "invalid_target");
    }

    /** The registered URI stays as it is (spec 1.4). */
    @Test
    void theAnswerIsAddedToTheRegisteredUri() {
        service.consent.covered = false;
        var request = waiting(app.authorize());
        service.consent.deny(request);
        assertThat(app.proceed(request).header("Location")).startsWith(APP + "&error=access_denied");
    }

    /** RFC 8252 section 8.6. */
    @Test
    void consentIsSkippedWhereItIsRecordedAndNeverForThisMachine() {
        service.consent.covered = true;
        assertThat(heard(app.authorize())).containsKey("code");
        service.consent.questions.clear();
        waiting(alice.authorize());
        waiting(app.authorize("prompt", "consent"));
        assertThat(service.consent.questions).isEmpty();
    }

    /** C14: only for clients that an owner vouches for, and where the answer cannot go to another program. */
    @Test
    void anOrganizationAnswersInPlaceOfItsMembersForWhatAnOwnerRegisteredOnly() {
        service.consent.covered = false;
        waiting(app.authorize());
        assertThat(asked()).isNull();
        service.registry.consentMode = ConsentMode.POLICY;
        service.fact("organization:" + FakeRegistry.ORGANIZATION, 0, false, false, 7);
        try {
            waiting(app.authorize());
            assertThat(asked()).startsWith("req-");
            service.consent.questions.clear();
            waiting(app.authorize("prompt", "consent"));
            waiting(alice.authorize());
            assertThat(service.consent.questions).isEmpty();
            var known = Objects.requireNonNull(service.registry.clients.get("cli-app"));
            service.registry.clients.put("cli-app",
                    new ClientAnswer("cli-app", FakeRegistry.ORGANIZATION, FakeRegistry.PROJECT, known.name(),
                            "ACTIVE", "DCR", "none", known.grantTypes(), List.of(), null, known.redirectUris(), List.of()));
            service.fact("client:cli-app", 0, false, false, 8);
            waiting(app.authorize());
            assertThat(asked()).isNull();
        } finally {
            service.registry.consentMode = ConsentMode.EXPLICIT;
            service.fact("organization:" + FakeRegistry.ORGANIZATION, 0, false, false, 9);
        }
    }

    /** Under which request the organization was asked last; null where the member is. */
    private @Nullable String asked() {
        return service.consent.questions.getLast().policyRequestId();
    }

    @Test
    void whatIsSwitchedOffIsToldToTheClient() {
        service.fact("server:billing", 0, true, false, 3);
        assertThat(heard(alice.authorize())).containsEntry("error", "access_denied");
        service.fact("server:billing", 0, false, false, 4);
        waiting(alice.authorize());
    }

    @Test
    void anOwnersSilenceIsToldOnAPage() {
        var request = waiting(alice.authorize());
        service.consent.silent = true;
        var answer = alice.proceed(request);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.content()).contains("Reload this page");
        service.consent.silent = false;
        service.consent.deny(request);
        assertThat(heard(alice.proceed(request))).containsKey("error");
    }

    @Test
    void onlyAPersonInASessionOfTheOrganizationIsServed() {
        var path = "/o/acme/oauth2/authorize?" + alice.query();
        page(service.get(path), "signed in");
        page(service.get("/o/acme/oauth2/authorize/continue?request=req-1"), "signed in");
        page(service.get(service.key(FakeRegistry.ORGANIZATION, "owner"), path), "signed in");
        page(service.get(service.person("org-2", "usr-1", "member"), path), "signed in");
    }

    @Test
    void byPostAsWell() {
        waiting(service.form(alice.passport(), "/o/acme/oauth2/authorize", alice.query()));
    }

    /** OpenID Connect Core section 3.1.2.6: who asked not to disturb anybody is told at its own redirect URI only. */
    @Test
    void whoAsksNotToDisturbAnybodyIsToldThatSomebodyIsNeeded() {
        var quiet = "/o/acme/oauth2/authorize?" + alice.query("prompt", "none");
        assertThat(heard(service.get(quiet))).containsEntry("error", "login_required").containsEntry("iss", RunningTokenService.ISSUER);
        assertThat(heard(alice.visit(quiet))).containsEntry("error", "consent_required");
        page(service.get("/o/acme/oauth2/authorize?" + alice.query("prompt", "none", "redirect_uri", "https://evil.example/")),
                "not among the redirect URIs");
    }

    /** C13: of the requested what server and client may have; who asks for nothing in particular gets what the challenge names. */
    @Test
    void thePersonIsAskedForWhatMayBeHad() {
        var billing = Objects.requireNonNull(service.registry.servers.get("billing"));
        service.registry.servers.put("billing", new ServerAnswer(billing.serverId(), billing.organizationId(), billing.projectId(),
                billing.slug(), billing.name(), billing.status(), billing.resource(), billing.upstreamUrl(),
                List.of(new ScopeAnswer(READ, "Read invoices", true), new ScopeAnswer(WRITE, "Write invoices", false),
                        new ScopeAnswer("billing:admin", "All", false)),
                List.of(READ), billing.toolScopes(), 900, 3_600, null, 30, null, billing.timeouts(), List.of(), false));
        newsOfTheServer();

        assertThat(asked(alice.authorize())).containsExactly(READ);
        assertThat(asked(alice.authorize("scope", "offline_access"))).containsExactly(READ);
        var request = alice.authorize("scope", "offline_access billing:admin " + WRITE + " " + READ);
        assertThat(asked(request)).containsExactly(READ, WRITE);

        service.consent.allow(waiting(request), WRITE);
        assertThat(heard(alice.proceed(waiting(request)))).containsEntry("error", "access_denied");
    }

    @Test
    void theConsentPageIsToldInThePersonsOwnSessionOnly() {
        var id = waiting(alice.authorize("scope", READ));
        var services = service.service(FakeRegistry.ORGANIZATION);
        var path = "/internal/authorization-requests/" + id + "?subject=usr-a-alice&session=";
        var told = service.get(services, path + "ses-a-alice");
        assertThat(told.status()).as(told.content()).isEqualTo(200);
        assertThat(told.text("/client/name")).isEqualTo("Editor");
        assertThat(told.text("/organizationName")).isEqualTo("Acme");
        assertThat(told.text("/redirectUri")).isEqualTo(REDIRECT);
        assertThat(told.text("/redirectKind")).isEqualTo("LOOPBACK");
        assertThat(told.text("/state")).isEqualTo("OPEN");
        assertThat(service.get(services, path + "ses-other").status()).isEqualTo(404);
        assertThat(service.get(services, path.replace("usr-a-alice", "usr-other") + "ses-a-alice").status()).isEqualTo(404);
        assertThat(service.get(alice.passport(), path + "ses-a-alice").status()).isEqualTo(403);
    }

    private static List<String> asked(Answer authorized) {
        var told = service.get(service.service(FakeRegistry.ORGANIZATION),
                "/internal/authorization-requests/" + waiting(authorized) + "?subject=usr-a-alice&session=ses-a-alice");
        return Arrays.asList(told.body().at("/scopes").valueStream().map(scope -> scope.path("name").asString()).toArray(String[]::new));
    }
}
