package io.countersign.token.signingkey;

import io.countersign.token.OnBehalf;
import io.countersign.web.key.KeyExpiry;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.countersign.events.command.Commands;
import io.countersign.events.log.Streams;
import io.countersign.token.contract.SigningKeyEvent;
import io.countersign.token.signingkey.SigningKeyCommand.ActivateSigningKey;
import io.countersign.token.signingkey.SigningKeyCommand.AddSigningKey;
import io.countersign.token.signingkey.SigningKeyCommand.RetireSigningKeys;
import io.countersign.token.signingkey.SigningKeySetState.HeldKey;
import io.countersign.token.signingkey.SigningKeySetState.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The keys in force: one signs, several are published. The first is created when it is first needed; later ones by {@link #rotate()}. */
@Component
public class SigningKeys {
    private static final String SET = "signing-keys";
    private final Streams streams;
    private final Commands commands;
    private final SealedKeys sealed;
    private final SigningKeyProperties rotation;
    private final Clock clock;
    private final KeyExpiry expiry;
    private final Cache<String, SigningKeySetState> known = Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(5))
            .maximumSize(1_000).build();
    private final Cache<String, ECKey> opened = Caffeine.newBuilder().maximumSize(16).build();

    SigningKeys(Streams streams, Commands commands, SealedKeys sealed, SigningKeyProperties rotation, Clock clock,
            KeyExpiry expiry) {
        this.streams = streams;
        this.commands = commands;
        this.sealed = sealed;
        this.rotation = rotation;
        this.clock = clock;
        this.expiry = expiry;
    }

    /** The key that signs, private half included. */
    public ECKey active() {
        return open(current().only(Status.ACTIVE).orElseThrow().kid());
    }

    /** Public halves of all that may have signed, or soon will. */
    public List<ECKey> published() {
        return current().keys().stream().map(HeldKey::kid).map(this::open).map(ECKey::toPublicJWK).toList();
    }

    /** The public half of a published key. */
    public Optional<ECKey> verifying(String kid) {
        return current().keys().stream().filter(key -> key.kid().equals(kid)).findFirst().map(key -> open(key.kid()).toPublicJWK());
    }

    /** Moves the key set on as far as the clock says: a new key is published, later it signs, later the old one goes. */
    @Scheduled(fixedDelayString = "${countersign.signing-keys.check:PT1M}", initialDelayString = "PT1M")
    public void rotate() {
        var now = clock.instant();
        var state = load();
        if (state.only(Status.ACTIVE).filter(key -> now.isBefore(key.since().plus(rotation.rotateAfter()).minus(rotation.lead())))
                .isEmpty()) {
            add(state);
        }
        if (state.only(Status.PENDING).isPresent()) {
            send(new ActivateSigningKey(SET, rotation.lead()));
        }
        if (state.only(Status.RETIRING).isPresent()) {
            send(new RetireSigningKeys(SET, rotation.longestToken()));
            var left = load().keys();
            state.keys().stream().filter(key -> !left.contains(key) && key.status() == Status.RETIRING).forEach(key -> {
                opened.invalidate(key.kid());
                sealed.destroy(key.kid());
            });
        }
        known.invalidateAll();
        expiry.tell("signing-key", load().only(Status.ACTIVE).stream()
                .collect(Collectors.toMap(HeldKey::kid, key -> key.since().plus(rotation.rotateAfter()))));
    }

    private SigningKeySetState current() {
        return known.get(SET, _ -> {
            var state = load();
            return state.only(Status.ACTIVE).isPresent() ? state : add(state);
        });
    }

    private SigningKeySetState add(SigningKeySetState state) {
        if (state.only(Status.PENDING).isPresent()) {
            return state;
        }
        var key = generate();
        sealed.keep(key);
        send(new AddSigningKey(SET, key.getKeyID()));
        var after = load();
        if (after.keys().stream().noneMatch(known -> known.kid().equals(key.getKeyID()))) {
            sealed.destroy(key.getKeyID());
        }
        return after;
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyUse(KeyUse.SIGNATURE).algorithm(com.nimbusds.jose.JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(Object command) {
        commands.send(command,
                OnBehalf.system(null));
    }

    private SigningKeySetState load() {
        return streams.load(SET, SigningKeySetState.EMPTY, SigningKeyEvent.class).state();
    }

    private ECKey open(String kid) {
        return opened.get(kid, id -> sealed.find(id)
                .orElseThrow(() -> new IllegalStateException("Signing key " + id + " is in the log but not in the store of sealed keys")));
    }
}
