package io.countersign.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.testkit.KeycloakPart;
import io.countersign.testkit.Person;
import io.countersign.testkit.VirtualClock;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People with tokens of a real identity provider. What a role may do is each service's to say (403); the gateway says who calls. */
@Tag("keycloak")
@Import(GatewayTest.StandingClock.class)
class PeopleTest extends GatewayTest {
    private static final KeycloakPart KEYCLOAK = io.countersign.testkit.Parts.keycloak();
    private static final String MEANT_FOR_US = "test-callers";
    private static final String NOT_MEANT_FOR_US = "test-strangers";
    private static final String MEANT_FOR_US_BY_A_STRANGER = "test-other-application";
    private static final HttpClient WEB = HttpClient.newHttpClient();

    @Autowired
    private VirtualClock clock;

    @DynamicPropertySource
    static void keycloak(DynamicPropertyRegistry registry) {
        onItsOwnPort(registry);
        registry.add("countersign.keycloak.issuer", KEYCLOAK::issuer);
        registry.add("countersign.keycloak.clients", () -> MEANT_FOR_US);
    }

    /** The realm's own clients want a browser; these take a password. */
    @BeforeAll
    static void clients() throws IOException, InterruptedException {
        var administrator = administrator();
        for (var client : List.of(MEANT_FOR_US, NOT_MEANT_FOR_US, MEANT_FOR_US_BY_A_STRANGER)) {
            var mappers = client.equals(NOT_MEANT_FOR_US)
                    ? List.of()
                    : List.of(Map.of("name", "audience", "protocol", "openid-connect", "protocolMapper", "oidc-audience-mapper", "config",
                            Map.of("included.custom.audience", KeycloakPart.API_AUDIENCE, "access.token.claim", "true", "id.token.claim",
                                    "true")));
            var made = WEB.send(HttpRequest.newBuilder(URI.create(KEYCLOAK.url() + "/admin/realms/" + KeycloakPart.REALM + "/clients"))
                    .header("Authorization", "Bearer " + administrator).header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(JsonMapper.shared().writeValueAsBytes(Map.of("clientId", client, "publicClient", true,
                            "directAccessGrantsEnabled", true, "protocolMappers", mappers))))
                    .build(), BodyHandlers.ofString());
            assertThat(made.statusCode()).as(made.body()).isIn(201, 409);
        }
    }

    @BeforeEach
    void roles() {
        PEERS.roles.put(Person.OWNER.id(), List.of("owner"));
        PEERS.roles.put(Person.FIRST_MEMBER.id(), List.of("member"));
    }

    @Test
    void theOwnersTokenOpensTheApiAsTheOwner() throws IOException, InterruptedException, ParseException {
        assertThat(call(token(MEANT_FOR_US, Person.OWNER), "acme").statusCode()).isEqualTo(200);
        var passport = passport();
        assertThat(passport.getSubject()).isEqualTo(Person.OWNER.id());
        assertThat(passport.getStringClaim("actor_type")).isEqualToIgnoringCase("member");
        assertThat(passport.getStringListClaim("roles")).containsExactly("owner");
    }

    @Test
    void aMemberCallsAsAMemberAndNothingMore() throws IOException, InterruptedException, ParseException {
        assertThat(call(token(MEANT_FOR_US, Person.FIRST_MEMBER), "acme").statusCode()).isEqualTo(200);
        assertThat(passport().getStringListClaim("roles")).containsExactly("member");
    }

    @Test
    void withoutARoleTheOrganizationDoesNotExist() throws IOException, InterruptedException {
        var nobody = token(MEANT_FOR_US, Person.SECOND_MEMBER);
        assertRefused(call(nobody, "acme"), 404, "not_found");
        assertRefused(call(token(MEANT_FOR_US, Person.OWNER), "other"), 404, "not_found");
        assertRefused(call(nobody, "none"), 404, "not_found");
    }

    /** Who is in: whoever Keycloak knows and does not call a member is a stranger. */
    @Test
    void whoIsKnownAndNoMemberIsAStranger() throws IOException, InterruptedException {
        PEERS.strangers.add(Person.AUDITOR.id());
        assertRefused(call(token(MEANT_FOR_US, Person.AUDITOR), "acme"), 404, "not_found");
    }

    @Test
    void aTokenForAnotherAudienceIs401() throws IOException, InterruptedException {
        assertRefused(call(token(NOT_MEANT_FOR_US, Person.OWNER), "acme"), 401, "token_invalid");
    }

    @Test
    void aTokenThatAnotherApplicationAskedForIs401() throws IOException, InterruptedException {
        assertRefused(call(token(MEANT_FOR_US_BY_A_STRANGER, Person.OWNER), "acme"), 401, "token_invalid");
    }

    /** OpenID Connect Core section 2: an ID token tells its client who signed in, and opens nothing, not even when it names our audience. */
    @Test
    void anIdTokenIs401() throws IOException, InterruptedException {
        assertRefused(call(tokens(MEANT_FOR_US, Person.OWNER).path("id_token").asString(), "acme"), 401, "token_invalid");
    }

    /** RFC 9470: when the person signed in is what the identity provider says, and nothing else. */
    @Test
    void aTokenThatDoesNotSayWhenItsPersonSignedInProvesNoLogin() throws IOException, InterruptedException, ParseException {
        var token = token(MEANT_FOR_US, Person.OWNER);
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getClaim("auth_time")).isNull();
        assertThat(call(token, "acme").statusCode()).isEqualTo(200);
        assertThat(passport().getLongClaim("auth_time")).isEqualTo(Instant.EPOCH.getEpochSecond());
    }

    @Test
    void aTokenOfAnotherIssuerIs401() throws IOException, InterruptedException {
        assertRefused(call(administrator(), "acme"), 401, "token_invalid");
    }

    @Test
    void anotherIssuersNameUnderTheRealmsKeyDoesNotHelpNorDoesTheRealmsNameUnderAnothersKey()
            throws IOException, InterruptedException, ParseException, JOSEException {
        var honest = SignedJWT.parse(token(MEANT_FOR_US, Person.OWNER));
        var stranger = new ECKeyGenerator(Curve.P_256).keyID(honest.getHeader().getKeyID()).generate();
        var forged = Tokens.signed(new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID(stranger.getKeyID()).build(),
                honest.getJWTClaimsSet(), stranger);
        assertRefused(call(forged, "acme"), 401, "token_invalid");
        var parts = honest.serialize().split("\\.");
        var richer = new JWTClaimsSet.Builder(honest.getJWTClaimsSet()).subject(Person.AUDITOR.id()).build().toPayload().toBase64URL();
        assertRefused(call(parts[0] + "." + richer + "." + parts[2], "acme"), 401, "token_invalid");
    }

    @Test
    void anExpiredTokenIs401() throws IOException, InterruptedException {
        var token = token(MEANT_FOR_US, Person.OWNER);
        assertThat(call(token, "acme").statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(7));
        assertRefused(call(token, "acme"), 401, "token_invalid");
        clock.advance(Duration.ofMinutes(-7));
    }

    @Test
    void anMcpAccessTokenNeverOpensTheApiNorATokenOfPeopleAnMcpServer() throws IOException, InterruptedException {
        var mcp = TOKENS.with("people", claims -> claims.audience(List.of(KeycloakPart.API_AUDIENCE)).subject(Person.OWNER.id())
                .expirationTime(Date.from(clock.instant().plusSeconds(900))));
        assertRefused(call(mcp, "acme"), 401, "token_invalid");
        assertThat(post(token(MEANT_FOR_US, Person.OWNER), LIST).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> call(String token, String organization) {
        return send("/api/v1/orgs/" + organization + "/servers", request -> request.header("Authorization", "Bearer " + token));
    }

    private static void assertRefused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response.body()).path("code").asString()).isEqualTo(code);
        assertThat(PEERS.inward).filteredOn(inward -> inward.path().startsWith("/api/") && inward.path().contains("/none/")).isEmpty();
    }

    private static JWTClaimsSet passport() throws ParseException {
        var inward = PEERS.inward.stream().filter(request -> request.path().startsWith("/api/")).findFirst().orElseThrow();
        return SignedJWT.parse(java.util.Objects.requireNonNull(inward.header("Authorization")).substring(7)).getJWTClaimsSet();
    }

    private static String administrator() throws IOException, InterruptedException {
        return tokens("master", Map.of("client_id", "admin-cli", "username", KeycloakPart.ADMIN_USERNAME, "password",
                KeycloakPart.ADMIN_PASSWORD)).path("access_token").asString();
    }

    private static String token(String client, Person person) throws IOException, InterruptedException {
        return tokens(client, person).path("access_token").asString();
    }

    private static JsonNode tokens(String client, Person person) throws IOException, InterruptedException {
        return tokens(KeycloakPart.REALM,
                Map.of("client_id", client, "username", person.username(), "password", person.password(), "scope", "openid"));
    }

    private static JsonNode tokens(String realm, Map<String, String> form) throws IOException, InterruptedException {
        var body = form.entrySet().stream().map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var answer = WEB.send(HttpRequest.newBuilder(URI.create(KEYCLOAK.url() + "/realms/" + realm + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString("grant_type=password&" + body))
                .build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body());
    }
}
