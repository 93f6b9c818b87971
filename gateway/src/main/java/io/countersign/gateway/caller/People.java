package io.countersign.gateway.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.countersign.gateway.caller.Callers.Credential;
import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.gateway.peer.Questions;
import io.countersign.registry.contract.OrganizationAnswer;
import io.countersign.registry.contract.RolesAnswer;
import io.countersign.web.passport.Actor;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** People with a bearer token of the identity provider. Who has a role in an organization belongs to it; roles are the registry's facts. */
@Component
class People {
    private final @Nullable JWTProcessor<SecurityContext> tokens;
    private final Questions questions;

    People(KeycloakProperties keycloak, Questions questions, Clock clock) {
        this.tokens = keycloak.issuer() == null ? null : processor(keycloak.issuer(), keycloak.audience(), clock);
        this.questions = questions;
    }

    Mono<Credential> authenticate(String presented) {
        return tokens == null
                ? Mono.empty()
                : Mono.fromCallable(() -> tokens.process(presented, null)).subscribeOn(Schedulers.boundedElastic())
                        .onErrorResume(People::doesNotHold, refused -> Mono.empty())
                        .map(claims -> organization -> caller(claims, organization));
    }

    private Mono<Caller> caller(JWTClaimsSet claims, OrganizationAnswer organization) {
        return questions.get(Peer.REGISTRY, RolesAnswer.class, "internal", "organizations", organization.organizationId(), "users",
                claims.getSubject(), "roles").filter(answer -> !answer.roles().isEmpty())
                .map(answer -> new Caller(new Actor(Actor.Type.MEMBER, claims.getSubject()), organization.organizationId(),
                        Set.copyOf(answer.roles()), authenticatedAt(claims), "bearer"));
    }

    private static Instant authenticatedAt(JWTClaimsSet claims) {
        var seconds = claims.getClaim("auth_time") instanceof Number time ? time : null;
        Date issued = claims.getIssueTime();
        return seconds != null ? Instant.ofEpochSecond(seconds.longValue()) : issued != null ? issued.toInstant() : Instant.EPOCH;
    }

    private static boolean doesNotHold(Throwable failure) {
        return failure instanceof ParseException || failure instanceof BadJOSEException || failure instanceof JOSEException;
    }

    private static JWTProcessor<SecurityContext> processor(URI issuer, String audience, Clock clock) {
        try {
            var keys = JWKSourceBuilder.create(URI.create(issuer + "/protocol/openid-connect/certs").toURL()).build();
            var processor = new DefaultJWTProcessor<SecurityContext>();
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), keys));
            processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(audience,
                    new JWTClaimsSet.Builder().issuer(issuer.toString()).build(), Set.of("sub", "exp")) {
                @Override
                protected Date currentTime() {
                    return Date.from(clock.instant());
                }
            });
            return processor;
        } catch (MalformedURLException wrong) {
            throw new IllegalArgumentException("countersign.keycloak.issuer is not a URL: " + issuer, wrong);
        }
    }
}
