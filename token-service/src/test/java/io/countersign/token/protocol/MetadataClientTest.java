package io.countersign.token.protocol;

import static io.countersign.token.protocol.Member.heard;
import static io.countersign.token.protocol.Member.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.registry.contract.MetadataUrlQuestion;
import io.countersign.registry.contract.ClientAnswer;
import io.countersign.registry.contract.MetadataUrlAnswer;
import io.countersign.testkit.harness.RunningService.Answer;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CIMD: clients whose {@code client_id} is the address of their metadata document, at the authorization and token endpoints. */
class MetadataClientTest extends PersonTest {
    private static final String KEYS = "https://app.example/jwks.json";

    @BeforeEach
    void open() {
        service.registry.open.add("billing");
        service.registry.questions.clear();
    }

    @AfterEach
    void close() {
        service.registry.open.clear();
        service.registry.candidates.clear();
        service.registry.refusedAddresses.clear();
    }

    private static String url(String name) {
        return "https://app.example/" + name + ".json";
    }

    /** A member with a client that nobody registered, known by an address. */
    private static Member stranger(String name, @Nullable String jwksUri) {
        var clientId = "cli-" + name;
        service.registry.addresses.put(url(name), new MetadataUrlAnswer(clientId, null, false));
        service.registry.candidates.put(clientId,
                new ClientAnswer(clientId, FakeRegistry.ORGANIZATION, null, "App", "ACTIVE", "CIMD",
                        jwksUri == null ? "none" : "private_key_jwt", List.of("authorization_code", "refresh_token"), List.of(), null,
                        List.of("http://127.0.0.1/callback"), List.of(), url(name), jwksUri, 0L));
        return new Member(service, "usr-" + name, "ses-" + name, url(name), REDIRECT, "billing");
    }

    private static Answer shown(Member member, String request) {
        return service.get(service.service(FakeRegistry.ORGANIZATION), "/internal/authorization-requests/" + request + "?subject="
                + member.userId() + "&session=" + member.session());
    }

    private static ECKey generated(String keyId) throws Exception {
        return new ECKeyGenerator(Curve.P_256).keyID(keyId).generate();
    }

    private static String published(ECKey key) {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    private static Answer redeemed(Member member, String code, ECKey key) throws Exception {
        var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder().issuer(member.clientId()).subject(member.clientId()).audience(RunningTokenService.ISSUER)
                        .jwtID(UUID.randomUUID().toString()).expirationTime(Date.from(service.clock.instant().plusSeconds(60))).build());
        jwt.sign(new ECDSASigner(key));
        return member.redeem(code, "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "client_assertion",
                jwt.serialize());
    }

    @Test
    void aPersonLetsItInAndItGetsAndRefreshesTokensByItsAddress() {
        var alice = stranger("cimd-alice", null);
        var tokens = alice.redeem(alice.code(READ));

        assertThat(tokens.status()).as(tokens.content()).isEqualTo(200);
        assertThat(service.registry.questions.getFirst().forMember()).isTrue();
        assertThat(alice.refresh(tokens.text("/refresh_token")).status()).isEqualTo(200);
        assertThat(service.registry.questions.getLast().forMember()).isFalse();
    }

    /** CIMD-25. */
    @Test
    void thePersonIsToldTheHostAndThatNobodyVouches() {
        var bob = stranger("cimd-bob", null);
        var told = shown(bob, waiting(bob.authorize("scope", READ)));

        assertThat(told.text("/client/host")).isEqualTo("app.example");
        assertThat(told.text("/client/metadataUrl")).isEqualTo(url("cimd-bob"));
        assertThat(told.text("/client/registrationMethod")).isEqualTo("CIMD");
        assertThat(told.body().at("/client/verified").asBoolean(true)).isFalse();
    }

    /** Error matrix, and CIMD-13: a page that names address and rule, and nobody is sent anywhere. */
    @Test
    void aDocumentThatDoesNotCountIsAPageWithTheRule() {
        var carol = stranger("cimd-carol", null);
        service.registry.refusedAddresses.put(url("cimd-carol"), "client_name is <i>needed</i>.");
        var refused = carol.authorize("scope", READ);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Location")).isEmpty();
        assertThat(refused.content()).contains(url("cimd-carol"), "client_name is &lt;i&gt;needed");
    }

    /** CIMD-02: the registry's own id of such a client is no client id, or its document would never be looked at. */
    @Test
    void itIsKnownByItsAddressOnly() {
        var dave = stranger("cimd-dave", null);
        var code = dave.code(READ);
        var byId = new Member(service, dave.userId(), dave.session(), "cli-cimd-dave", REDIRECT, "billing");

        assertThat(byId.authorize("scope", READ).status()).isEqualTo(400);
        assertThat(byId.redeem(code).status()).isEqualTo(401);
        assertThat(dave.redeem(code).status()).isEqualTo(200);
    }

    @Test
    void whereNobodyIsSignedInNothingIsFetchedAndAnUnknownOneIsUnknown() {
        var erin = stranger("cimd-erin", null);

        assertThat(erin.redeem("whatever").text("/error")).isEqualTo("invalid_client");
        assertThat(service.registry.questions).noneMatch(MetadataUrlQuestion::forMember);
    }

    /** CIMD-21, CIMD-24: the keys it publishes, and those it publishes since they were rotated; nothing else. */
    @Test
    void whoPublishesKeysMustSignAndMayRotate() throws Exception {
        var frank = stranger("cimd-frank", KEYS);
        var first = generated("1");
        var second = generated("2");
        service.registry.keySets.put("cli-cimd-frank", List.of(published(first), published(second)));

        assertThat(frank.redeem(frank.code(READ)).status()).isEqualTo(401);
        assertThat(redeemed(frank, frank.code(READ), first).status()).isEqualTo(200);
        assertThat(redeemed(frank, frank.code(READ), second).status()).isEqualTo(200);
        assertThat(redeemed(frank, frank.code(READ), generated("3")).status()).isEqualTo(401);
    }

    /** Hosted clients register anew on {@code invalid_client}: keys that cannot be had are silence. */
    @Test
    void keysThatCannotBeHadAreNoRefusal() throws Exception {
        var grace = stranger("cimd-grace", KEYS);

        assertThat(redeemed(grace, grace.code(READ), generated("1")).status()).isEqualTo(503);
    }

    @Test
    void whatCannotBeFetchedStandsInOnlyForWhoSaidYesBefore() {
        var heidi = stranger("cimd-heidi", null);
        service.registry.addresses.put(url("cimd-heidi"), new MetadataUrlAnswer("cli-cimd-heidi", "app.example answers 503.", false));

        var refused = heidi.authorize("scope", READ);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.content()).contains("app.example answers 503.");
        service.consent.consented = true;
        assertThat(shown(heidi, waiting(heidi.authorize("scope", READ))).text("/client/outdated")).contains("503");
    }

    /** What the person decided is not sent to an address that is the client's no more (CIMD-23). */
    @Test
    void aRedirectThatWasTakenAwayWhileThePersonReadGetsNothing() {
        var ivan = stranger("cimd-ivan", null);
        var request = waiting(ivan.authorize("scope", READ));
        service.consent.allow(request, READ);
        service.registry.candidates.computeIfPresent("cli-cimd-ivan",
                (_, now) -> new ClientAnswer(now.clientId(), now.organizationId(), null, now.name(), now.status(), now.registrationMethod(),
                        now.tokenEndpointAuthMethod(), now.grantTypes(), now.secrets(), null, List.of("https://app.example/cb"),
                        now.access(), now.metadataUrl(), null, 3L));
        service.fact("client:cli-cimd-ivan", 0, false, false, 9);

        var refused = ivan.proceed(request);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Location")).isEmpty();
    }

    /** CIMD-16: published where it is so. */
    @Test
    void itIsPublishedOnlyWhereTheOrganizationIsOpen() {
        assertThat(supported()).isFalse();
        service.registry.registration = true;
        try {
            service.fact("organization:org-1", 0, false, false, 3);
            assertThat(supported()).isTrue();
        } finally {
            service.registry.registration = false;
            service.fact("organization:org-1", 0, false, false, 4);
        }
    }

    private static boolean supported() {
        return service.get("/.well-known/oauth-authorization-server/o/acme").body().path("client_id_metadata_document_supported")
                .asBoolean(false);
    }

    @Test
    void aRefusalOfThePersonIsToldToTheClient() {
        var judy = stranger("cimd-judy", null);
        var request = waiting(judy.authorize("scope", READ));
        service.consent.deny(request);
        assertThat(heard(judy.proceed(request))).containsEntry("error", "access_denied");
    }
}
