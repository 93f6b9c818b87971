package io.countersign.gateway.identity;

import io.countersign.web.passport.ReadableJwt;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.countersign.web.problem.Problem;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The realm people belong to. A token of it holds when a published key signed it, it names issuer and audience, and its time has come and
 * is not over. A realm that does not answer is a problem, never a verdict on a token.
 */
@Component
public class Realm implements AutoCloseable {
    private static final int PATIENCE = (int) Duration.ofSeconds(5).toMillis();
    private static final int LARGEST_KEY_SET = 200_000;
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    private final @Nullable URI issuer;
    private final @Nullable JWKSource<SecurityContext> keys;
    private final Clock clock;
    private final Scheduler waiting = Schedulers
            .fromExecutorService(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("realm-", 0).factory()));

    public Realm(KeycloakProperties keycloak, Clock clock) {
        this.issuer = keycloak.issuer();
        this.keys = issuer == null ? null : keys(issuer);
        this.clock = clock;
    }

    /** @throws Problem when no realm is configured */
    public URI issuer() {
        if (issuer == null) {
            throw new Problem(HttpStatus.NOT_FOUND, "not_found", "Nobody can sign in here: no identity provider is configured.");
        }
        return issuer;
    }

    public URI endpoint(String name) {
        return URI.create(issuer() + "/protocol/openid-connect/" + name);
    }

    /**
     * The claims of a token that holds; empty when it does not.
     *
     * @param types    values of the header {@code typ} besides {@code JWT}; a token that says nothing of its type, or of its key, is none
     * @param required claims that it must have
     */
    public Mono<JWTClaimsSet> verified(String token, String audience, Set<String> types, Set<String> required) {
        var published = keys;
        var presented = ReadableJwt.of(token).map(ReadableJwt::jwt).filter(jwt -> jwt.getHeader().getKeyID() != null).orElse(null);
        if (published == null || presented == null) {
            return Mono.empty();
        }
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                Stream.concat(Stream.of(JOSEObjectType.JWT), types.stream().map(JOSEObjectType::new)).collect(Collectors.toSet())));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, published));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(audience,
                new JWTClaimsSet.Builder().issuer(issuer().toString()).build(), required) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        });
        return waiting(() -> processor.process(presented, null)).onErrorResume(Realm::doesNotHold, refused -> Mono.empty())
                .onErrorMap(KeySourceException.class, Realm::unavailable);
    }

    /** Something that waits for the realm, off the event loops. */
    public <T> Mono<T> waiting(Callable<T> something) {
        return Mono.fromCallable(something).subscribeOn(waiting);
    }

    public static Problem unavailable(Throwable silence) {
        var problem = new Problem(HttpStatus.SERVICE_UNAVAILABLE, "identity_provider_unavailable",
                "The identity provider does not answer; try again.");
        problem.initCause(silence);
        return problem;
    }

    private static boolean doesNotHold(Throwable failure) {
        return failure instanceof ParseException || failure instanceof BadJOSEException || failure instanceof RateLimitReachedException
                || (failure instanceof JOSEException && !(failure instanceof KeySourceException));
    }

    private static JWKSource<SecurityContext> keys(URI issuer) {
        try {
            return JWKSourceBuilder.create(URI.create(issuer + "/protocol/openid-connect/certs").toURL(),
                    new DefaultResourceRetriever(PATIENCE, PATIENCE, LARGEST_KEY_SET)).build();
        } catch (MalformedURLException wrong) {
            throw new IllegalArgumentException("countersign.keycloak.issuer is not a URL: " + issuer, wrong);
        }
    }

    @Override
    public void close() {
        waiting.dispose();
    }
}
