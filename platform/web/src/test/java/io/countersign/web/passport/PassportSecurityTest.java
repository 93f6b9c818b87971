package io.countersign.web.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.web.api.WebServiceFixture;
import io.countersign.web.key.DirectoryKeyVault;
import io.countersign.web.key.KeyVault;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a service lets in, tried from outside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PassportSecurityTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final String OURS = "/api/v1/orgs/org-1/servers";

    @TempDir
    static Path keys;

    private WebServiceFixture service;
    private KeyVault vault;
    private PassportMint gateway;

    @BeforeAll
    void start() {
        vault = new DirectoryKeyVault(keys, true, CLOCK);
        gateway = new SigningPassportMint("gateway", vault, CLOCK);
        service = new WebServiceFixture(keys, Servers.class);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Nested
    class GivenAPassportOfTheGateway {
        @Test
        void itsCallerReachesTheOwnOrganization() {
            var answer = get(OURS, gateway.mint(owner("org-1"), "registry-service"));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("key-7 of org-1 as [owner]");
        }

        @Test
        void anotherOrganizationIsNotThere() {
            assertProblem(get("/api/v1/orgs/org-2/servers", gateway.mint(owner("org-1"), "registry-service")), 404, "not_found");
            assertProblem(get("/api/v1/orgs/org-2", gateway.mint(owner("org-1"), "registry-service")), 404, "not_found");
        }

        @Test
        void whatIsForServicesIsForbidden() {
            assertProblem(get("/internal/clients", gateway.mint(owner("org-1"), "registry-service")), 403, "forbidden");
        }

        @Test
        void whatNoChainKnowsIsNotThere() {
            assertProblem(get("/elsewhere", gateway.mint(owner("org-1"), "registry-service")), 404, "not_found");
        }

        @Test
        void aPathWrittenInAnotherWayDoesNotSlipThrough() {
            var passport = gateway.mint(owner("org-1"), "registry-service");
            for (var path : List.of("/api/v1/orgs/org-1/../org-2/servers", "/api/v1/orgs/org%2D2/servers", "/api/v1//orgs/org-2/servers",
                    "/api/v1/orgs/org-2;a=b/servers", "/api/v1/orgs/org-1%2F..%2Forg-2/servers", "/API/v1/orgs/org-2/servers")) {
                assertThat(get(path, passport).statusCode()).as(path).isIn(400, 404);
            }
        }

        @Test
        void aPersonsSessionIsNamed() {
            var answer = get("/api/v1/orgs/org-1/session", gateway.mint(person("session", "s-1"), "registry-service"));

            assertThat(answer.body()).isEqualTo("session s-1");
        }

        @Test
        void callersInTwoSessionsDoNotShareAPassport() {
            var one = gateway.mint(person("session", "s-1"), "registry-service");
            assertThat(gateway.mint(person("session", "s-2"), "registry-service")).isNotEqualTo(one);
        }

        @Test
        void aSecondAuthorizationHeaderIsRefused() {
            var passport = "Bearer " + gateway.mint(owner("org-1"), "registry-service");
            assertProblem(service.get(OURS, "Authorization", passport, "Authorization", passport), 401, "unauthenticated");
        }
    }

    @Nested
    class GivenAPassportOfAService {
        @Test
        void itReachesWhatIsInternalButNoOrganization() {
            var mint = new SigningPassportMint("token-service", vault, CLOCK);

            assertThat(get("/internal/clients", mint.mintForSelf("registry-service")).body()).isEqualTo("token-service");
            assertProblem(get(OURS, mint.mintForSelf("registry-service")), 404, "not_found");
        }

        @Test
        void itMayNotVouchForAPerson() {
            var mint = new SigningPassportMint("token-service", vault, CLOCK);
            assertRefused(mint.mint(owner("org-1"), "registry-service"));
        }
    }

    @Nested
    class GivenSomethingElse {
        @Test
        void nothingAtAllIsRefusedWithAChallenge() {
            var answer = service.get(OURS);
            assertProblem(answer, 401, "unauthenticated");
            assertThat(answer.headers().firstValue("www-authenticate")).hasValue("Bearer");
            assertProblem(service.get("/elsewhere"), 401, "unauthenticated");
        }

        @Test
        void plainHeadersAreNotBelieved() {
            assertProblem(service.get(OURS, "X-User", "key-7", "X-Roles", "owner"), 401, "unauthenticated");
            assertProblem(service.get(OURS, "Authorization", "Basic a2V5LTc6eA=="), 401, "unauthenticated");
        }

        /** RFC 8725 3.1 */
        @Test
        void algorithmNoneIsRefused() {
            assertRefused(new PlainJWT(claims(c -> c)).serialize());
        }

        @Test
        void aPassportForAnotherServiceIsRefused() {
            assertRefused(gateway.mint(owner("org-1"), "token-service"));
            assertRefused(forged(claims(c -> c.audience(List.of("registry-service", "token-service")))));
        }

        @Test
        void anotherIssuerIsRefusedEvenWithAPublishedKey() {
            assertRefused(new SigningPassportMint("audit-service", vault, CLOCK).mint(owner("org-1"), "registry-service"));
        }

        @Test
        void aKeyOfAnotherIssuerIsRefused() {
            assertRefused(signed(vault.signingKeys("passport-token-service").getFirst(), "passport+jwt", claims(c -> c)));
        }

        @Test
        void anUnknownKeyIsRefused() throws JOSEException {
            var mine = new ECKeyGenerator(Curve.P_256).keyID(vault.signingKeys("passport-gateway").getFirst().getKeyID()).generate();
            assertRefused(signed(mine, "passport+jwt", claims(c -> c)));
        }

        /** RFC 8725 3.11 */
        @Test
        void anotherTypeIsRefused() {
            assertRefused(signed(vault.signingKeys("passport-gateway").getFirst(), "at+jwt", claims(c -> c)));
        }

        @Test
        void anExpiredPassportIsRefusedBeyondTheTolerance() {
            var now = Instant.now(CLOCK);
            var late = claims(c -> c.issueTime(Date.from(now.minusSeconds(110))).expirationTime(Date.from(now.minusSeconds(50))));
            var tooLate = claims(c -> c.issueTime(Date.from(now.minusSeconds(130))).expirationTime(Date.from(now.minusSeconds(70))));

            assertThat(get(OURS, forged(late)).statusCode()).isEqualTo(200);
            assertRefused(forged(tooLate));
            assertRefused(forged(claims(c -> c.expirationTime(null))));
            assertRefused(forged(claims(c -> c.expirationTime(Date.from(now.plusSeconds(86_400))))));
        }

        @Test
        void missingClaimsAreRefused() {
            for (var claim : List.of("sub", "actor_type", "roles", "auth_time", "amr", "iat")) {
                assertRefused(forged(claims(c -> c.claim(claim, null))));
            }
        }
    }

    @Test
    void aSessionIsNamedByTheMethodSessionAndByNoOther() {
        assertThatIllegalArgumentException().isThrownBy(() -> person("session", null));
        assertThatIllegalArgumentException().isThrownBy(() -> person("bearer", "s-1"));
        assertRefused(forged(claims(c -> c.claim("sid", "s-1"))));
        assertRefused(forged(claims(c -> c.claim("amr", List.of("session")))));
    }

    @Test
    void duringARotationBothKeysAreAccepted() throws Exception {
        var old = gateway.mint(owner("org-1"), "registry-service");
        var next = new ECKeyGenerator(Curve.P_256).keyID("next").notBeforeTime(Date.from(Instant.now(CLOCK))).generate();
        Files.writeString(keys.resolve("passport-gateway.next.pub.json"), next.toPublicJWK().toJSONString());

        org.awaitility.Awaitility.await().untilAsserted(
                () -> assertThat(get(OURS, signed(next, "passport+jwt", claims(c -> c))).statusCode()).isEqualTo(200));
        assertThat(get(OURS, old).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path, String passport) {
        return service.get(path, "Authorization", "Bearer " + passport);
    }

    private void assertRefused(String token) {
        assertProblem(get(OURS, token), 401, "unauthenticated");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("x-correlation-id")).isPresent();
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    private static Passport owner(String organization) {
        return new Passport(new Actor(Actor.Type.MANAGEMENT_KEY, "key-7"), organization, Set.of("owner"), Instant.EPOCH, "management_key");
    }

    private static Passport person(String method, @Nullable String session) {
        return new Passport(new Actor(Actor.Type.MEMBER, "user-1"), "org-1", Set.of("member"), Instant.EPOCH, method, session);
    }

    private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
        var now = Instant.now(CLOCK);
        return change.apply(new JWTClaimsSet.Builder(
                PassportClaims.write(owner("org-1"), "gateway", "registry-service", now, now.plusSeconds(60)))).build();
    }

    private String forged(JWTClaimsSet claims) {
        return signed(vault.signingKeys("passport-gateway").getFirst(), "passport+jwt", claims);
    }

    private static String signed(ECKey key, String type, JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType(type)).keyID(key.getKeyID()).build(), claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @RestController
    static class Servers {
        @GetMapping("/api/v1/orgs/{orgId}/servers")
        String servers(@PathVariable String orgId, @AuthenticationPrincipal Passport caller) {
            return caller.actor().id() + " of " + orgId + " as " + caller.roles();
        }

        @GetMapping("/api/v1/orgs/{orgId}/session")
        String session(@PathVariable String orgId, @AuthenticationPrincipal Passport caller) {
            return caller.method() + " " + caller.session();
        }

        @GetMapping("/internal/clients")
        String clients(@AuthenticationPrincipal Passport caller) {
            return caller.actor().id();
        }

        @GetMapping("/elsewhere")
        String elsewhere() {
            return "must not be seen";
        }
    }
}
