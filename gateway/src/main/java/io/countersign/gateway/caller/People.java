package io.countersign.gateway.caller;

import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.gateway.caller.CallerAuthenticator.Credential;
import io.countersign.gateway.identity.KeycloakProperties;
import io.countersign.gateway.identity.Realm;
import io.countersign.gateway.session.Session;
import io.countersign.web.passport.Actor;
import io.countersign.web.passport.Passport;
import io.countersign.registry.contract.OrganizationAnswer;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** People, signed in at this gateway or with a bearer token of the identity provider. */
@Component
public class People {
    private final Realm realm;
    private final String audience;
    private final Set<String> clients;
    private final OrganizationRoles roles;
    private final Operators operators;

    People(Realm realm, KeycloakProperties keycloak, OrganizationRoles roles, Operators operators) {
        this.realm = realm;
        this.audience = keycloak.audience();
        this.clients = keycloak.clients();
        this.roles = roles;
        this.operators = operators;
    }

    Mono<Credential> authenticate(String presented) {
        return realm.verified(presented, audience, Set.of("at+jwt"), Set.of("sub", "exp", "iat", "azp")).filter(this::opensTheApi)
                .map(claims -> new Person(claims.getSubject(), claims.getClaim("name") instanceof String name ? name : null,
                        authenticatedAt(claims), "bearer", null));
    }

    /** Whoever is signed in; that a page of ours calls is for others to see to. */
    public Credential inSession(Session session) {
        return new Person(session.userId(), session.login().name(), session.authenticatedAt(), Passport.SESSION, session.id());
    }

    private final class Person implements Credential {
        private final String userId;
        private final @Nullable String name;
        private final Instant authenticatedAt;
        private final String method;
        private final @Nullable String session;

        Person(String userId, @Nullable String name, Instant authenticatedAt, String method, @Nullable String session) {
            this.userId = userId;
            this.name = name;
            this.authenticatedAt = authenticatedAt;
            this.method = method;
            this.session = session;
        }

        @Override
        public Mono<Caller> in(OrganizationAnswer organization) {
            return roles.of(userId, organization.organizationId())
                    .map(roles -> new Caller(new Actor(Actor.Type.MEMBER, userId), organization.organizationId(), roles, authenticatedAt,
                            method, session));
        }

        @Override
        public Mono<Passport> ofInstallation() {
            return operators.roles(userId)
                    .map(roles -> new Passport(new Actor(Actor.Type.MEMBER, userId), null, roles, authenticatedAt, method, session));
        }

        @Override
        public @Nullable String name() {
            return name;
        }
    }

    /**
     * An access token, and asked for by a client that acts for people here. The realm signs ID and logout tokens with the same keys; Keycloak
     * names the kind in the claim {@code typ}, where the header says {@code JWT} for all of them.
     */
    private boolean opensTheApi(JWTClaimsSet claims) {
        return "Bearer".equals(claims.getClaim("typ")) && claims.getClaim("azp") instanceof String client && clients.contains(client);
    }

    /** When the person signed in (RFC 9470). A token that does not say so proves no login, however young it is itself. */
    private static Instant authenticatedAt(JWTClaimsSet claims) {
        return claims.getClaim("auth_time") instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : Instant.EPOCH;
    }
}
