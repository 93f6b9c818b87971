package io.countersign.gateway.signin;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.time.Duration;
import java.time.Instant;

/**
 * A sign-in under way, known to nobody but the browser that carries it, sealed.
 *
 * @param state    ties the answer to this browser
 * @param nonce    ties the ID token to this attempt
 * @param verifier PKCE (RFC 7636)
 * @param begun    in seconds since the epoch
 */
record SignInAttempt(String state, String nonce, String verifier, LocalTarget target, Freshness freshness, long begun) {
    static final Duration LIFE = Duration.ofMinutes(10);

    static SignInAttempt begin(LocalTarget target, Freshness freshness, Instant now) {
        return new SignInAttempt(new State(32).getValue(), new Nonce(32).getValue(), new CodeVerifier().getValue(), target, freshness,
                now.getEpochSecond());
    }

    Instant begunAt() {
        return Instant.ofEpochSecond(begun);
    }

    boolean lives(Instant now) {
        return now.isBefore(begunAt().plus(LIFE));
    }

    @Override
    public String toString() {
        return "a sign-in begun at " + begunAt();
    }
}
