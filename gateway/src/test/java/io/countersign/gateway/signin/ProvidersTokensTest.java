package io.countersign.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import com.sun.net.httpserver.HttpServer;
import io.countersign.gateway.identity.KeycloakProperties;
import io.countersign.gateway.identity.Realm;
import io.countersign.gateway.session.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** What the identity provider signed counts only when every claim is as it has to be; the provider is one whose keys this test has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvidersTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String CLIENT = "countersign-gateway";
    private static final BearerAccessToken ACCESS_TOKEN = new BearerAccessToken("access-token");
    private static final String LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final SignInAttempt attempt = new SignInAttempt("state", "nonce-1", "verifier", LocalTarget.HOME, Freshness.ANY,
            NOW.minusSeconds(30).getEpochSecond());
    private RSAKey key;
    private RSAKey strangers;
    private HttpServer provider;
    private String issuer;
    private Realm realm;

    @BeforeAll
    void start() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("realm-1").generate();
        strangers = new RSAKeyGenerator(2048).keyID("realm-1").generate();
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/", exchange -> {
            var keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        provider.start();
        issuer = "http://127.0.0.1:" + provider.getAddress().getPort() + "/realms/countersign";
        realm = new Realm(properties(), CLOCK);
    }

    @AfterAll
    void stop() {
        provider.stop(0);
        realm.close();
    }

    @Test
    void anIdTokenAsItHasToBeSignsIn() {
        assertThat(signedIn(c -> c, attempt)).hasValueSatisfying(login -> {
            assertThat(login.userId()).isEqualTo("user-1");
            assertThat(login.name()).isEqualTo("Mia Onyango");
            assertThat(login.authenticatedAt()).isEqualTo(NOW.minusSeconds(20));
            assertThat(login.providerSession()).isEqualTo("kc-session");
        });
    }

    /** OpenID Connect Core 1.0, 3.1.3.7 */
    @TestFactory
    Stream<DynamicTest> anIdTokenThatIsWrongInOnePlaceSignsNobodyIn() {
        return Map.<String, UnaryOperator<JWTClaimsSet.Builder>>ofEntries(
                Map.entry("another issuer", c -> c.issuer("https://elsewhere.example")),
                Map.entry("another audience", c -> c.audience("countersign-api")),
                Map.entry("another authorized party", c -> c.claim("azp", "another-client")),
                Map.entry("two audiences and no authorized party", c -> c.audience(List.of(CLIENT, "other")).claim("azp", null)),
                Map.entry("expired", c -> c.expirationTime(Date.from(NOW.minusSeconds(61)))),
                Map.entry("without expiry", c -> c.expirationTime(null)),
                Map.entry("issued in the future", c -> c.issueTime(Date.from(NOW.plusSeconds(61)))),
                Map.entry("another nonce", c -> c.claim("nonce", "nonce-2")),
                Map.entry("without nonce", c -> c.claim("nonce", null)),
                Map.entry("another access token", c -> c.claim("at_hash",
                        AccessTokenHash.compute(new BearerAccessToken("another"), JWSAlgorithm.RS256, null).getValue())),
                Map.entry("without the access token's hash", c -> c.claim("at_hash", null)),
                Map.entry("without a time of login", c -> c.claim("auth_time", null)),
                Map.entry("a login in the future", c -> c.claim("auth_time", NOW.plusSeconds(61).getEpochSecond())),
                Map.entry("nobody", c -> c.subject(null))).entrySet().stream()
                .map(wrong -> DynamicTest.dynamicTest(wrong.getKey(), () -> assertThat(signedIn(wrong.getValue(), attempt)).isEmpty()));
    }

    @Test
    void anotherKeySignsNobodyIn() {
        assertThat(signedIn(signed(strangers, "JWT", idToken().build()), attempt)).isEmpty();
    }

    /** Core 1.0, 3.1.2.1: what was demanded is held against what came back. */
    @Test
    void aLoginOlderThanDemandedSignsNobodyIn() {
        var twoMinutes = demanding(new Freshness(120, false));
        assertThat(signedIn(c -> c.claim("auth_time", NOW.minusSeconds(180).getEpochSecond()), twoMinutes)).isPresent();
        assertThat(signedIn(c -> c.claim("auth_time", NOW.minusSeconds(181).getEpochSecond()), twoMinutes)).isEmpty();
        var now = demanding(new Freshness(null, true));
        assertThat(signedIn(c -> c.claim("auth_time", NOW.minusSeconds(90).getEpochSecond()), now)).isPresent();
        assertThat(signedIn(c -> c.claim("auth_time", NOW.minusSeconds(91).getEpochSecond()), now)).isEmpty();
    }

    @Test
    void aLogoutTokenAsItHasToBeNamesWhatIsOver() {
        assertThat(loggedOut("logout+jwt", c -> c)).hasValueSatisfying(token -> {
            assertThat(token.userId()).isEqualTo("user-1");
            assertThat(token.session()).isEqualTo("kc-session");
        });
        assertThat(loggedOut("JWT", c -> c.claim("sid", null))).isPresent();
        assertThat(loggedOut("JWT", c -> c.subject(null))).isPresent();
    }

    /** Back-Channel Logout 1.0, 2.6 */
    @TestFactory
    Stream<DynamicTest> aLogoutTokenThatIsWrongInOnePlaceEndsNothing() {
        return Map.<String, UnaryOperator<JWTClaimsSet.Builder>>of(
                "another issuer", c -> c.issuer("https://elsewhere.example"),
                "another audience", c -> c.audience("another-client"),
                "expired", c -> c.expirationTime(Date.from(NOW.minusSeconds(61))),
                "without expiry", c -> c.expirationTime(null),
                "issued in the future", c -> c.issueTime(Date.from(NOW.plusSeconds(61))),
                "without an id", c -> c.jwtID(null),
                "another event", c -> c.claim("events", Map.of("http://schemas.openid.net/event/other", Map.of())),
                "without events, as an ID token", c -> c.claim("events", null),
                "with a nonce", c -> c.claim("nonce", "n"),
                "about nobody", c -> c.subject(null).claim("sid", null)).entrySet().stream()
                .map(wrong -> DynamicTest.dynamicTest(wrong.getKey(),
                        () -> assertThat(loggedOut("logout+jwt", wrong.getValue())).isEmpty()));
    }

    @Test
    void aLogoutTokenOfAnotherTypeOrKeyEndsNothing() {
        assertThat(loggedOut("at+jwt", c -> c)).isEmpty();
        assertThat(
                new LogoutTokens(realm, properties(), CLOCK).check(signed(strangers, "logout+jwt", logoutToken().build())).blockOptional())
                .isEmpty();
    }

    private SignInAttempt demanding(Freshness freshness) {
        return new SignInAttempt(attempt.state(), attempt.nonce(), attempt.verifier(), attempt.target(), freshness, attempt.begun());
    }

    private Optional<Login> signedIn(UnaryOperator<JWTClaimsSet.Builder> change, SignInAttempt begun) {
        return signedIn(signed(key, "JWT", change.apply(idToken()).build()), begun);
    }

    private Optional<Login> signedIn(String idToken, SignInAttempt begun) {
        return new IdTokens(realm, properties(), CLOCK).check(idToken, ACCESS_TOKEN, begun)
                .onErrorComplete(SignInFailed.class).blockOptional();
    }

    private Optional<LogoutTokens.LogoutToken> loggedOut(String type, UnaryOperator<JWTClaimsSet.Builder> change) {
        return new LogoutTokens(realm, properties(), CLOCK).check(signed(key, type, change.apply(logoutToken()).build())).blockOptional();
    }

    private JWTClaimsSet.Builder idToken() {
        return new JWTClaimsSet.Builder().issuer(issuer).audience(CLIENT).claim("azp", CLIENT).subject("user-1")
                .claim("name", "Mia Onyango")
                .claim("sid", "kc-session").claim("nonce", "nonce-1").issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(300)))
                .claim("auth_time", NOW.minusSeconds(20).getEpochSecond())
                .claim("at_hash", AccessTokenHash.compute(ACCESS_TOKEN, JWSAlgorithm.RS256, null).getValue());
    }

    private JWTClaimsSet.Builder logoutToken() {
        return new JWTClaimsSet.Builder().issuer(issuer).audience(CLIENT).subject("user-1").claim("sid", "kc-session").jwtID("logout-1")
                .issueTime(Date.from(NOW)).expirationTime(Date.from(NOW.plusSeconds(120))).claim("events", Map.of(LOGOUT_EVENT, Map.of()));
    }

    private KeycloakProperties properties() {
        return new KeycloakProperties(URI.create(issuer), "countersign-api", Set.of("countersign-api"), CLIENT, "secret");
    }

    private static String signed(RSAKey by, String type, JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType(type)).keyID(by.getKeyID()).build(), claims);
            token.sign(new RSASSASigner(by));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
