package io.countersign.gateway.caller;

import io.countersign.gateway.caller.CallerAuthenticator.Credential;
import io.countersign.gateway.directory.RegistryChanged;
import io.countersign.gateway.peer.AnswerCache;
import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.gateway.peer.PeerClient;
import io.countersign.hash.Sha256;
import io.countersign.registry.contract.CallerAnswer;
import io.countersign.registry.contract.KeyQuestion;
import io.countersign.web.passport.Actor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.context.event.EventListener;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Management keys, {@code csk_<key id>_<secret>}. Only the secret's hash leaves the gateway or is remembered, at most 5 s, and a change in
 * the registry drops it at once.
 */
@Component
class ManagementKeys {
    static final String PREFIX = "csk_";
    private static final Duration KNOWN = Duration.ofSeconds(5);
    private static final Pattern FORM = Pattern.compile("csk_(key-[0-9A-Z]{26})_([A-Za-z0-9_-]{43})");

    private final AnswerCache<KeyQuestion, Known> known;

    ManagementKeys(PeerClient services, Clock clock) {
        this.known = new AnswerCache<>(KNOWN, clock, question -> services
                .post(Peer.REGISTRY, question, ParameterizedTypeReference.<CallerAnswer>forType(CallerAnswer.class), "internal",
                        "management-keys", "authenticate")
                .map(answer -> new Known(answer, clock.instant())));
    }

    Mono<Credential> authenticate(String presented) {
        var form = FORM.matcher(presented);
        return form.matches()
                ? known.get(new KeyQuestion(form.group(1), Sha256.hex(form.group(2)))).map(ManagementKeys::credential)
                : Mono.empty();
    }

    @EventListener
    void on(RegistryChanged changed) {
        known.forget(key -> changed.touches(key.caller().organizationId()));
    }

    private static Credential credential(Known known) {
        return organization -> known.caller().organizationId().equals(organization.organizationId())
                ? Mono.just(known.asCaller())
                : Mono.empty();
    }

    private record Known(CallerAnswer caller, Instant at) {
        Caller asCaller() {
            return new Caller(new Actor(Actor.Type.MANAGEMENT_KEY, caller.keyId()), caller.organizationId(), Set.copyOf(caller.roles()), at,
                    "management_key");
        }
    }
}
