package io.countersign.token.signingkey;

import io.countersign.token.contract.SigningKeyEvent.SigningKeyActivated;
import io.countersign.token.contract.SigningKeyEvent.SigningKeyCreated;
import io.countersign.token.contract.SigningKeyEvent.SigningKeyRetired;
import io.countersign.token.signingkey.SigningKeyCommand.ActivateSigningKey;
import io.countersign.token.signingkey.SigningKeyCommand.AddSigningKey;
import io.countersign.token.signingkey.SigningKeyCommand.RetireSigningKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import io.countersign.testkit.harness.Aggregates;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Test;

class SigningKeySetTest {
    private static final String SET = "signing-keys";
    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private static TestExecutor<SigningKeySet> at(Instant now, Object... past) {
        var fixture = Aggregates.fixture(SigningKeySet.class);
        fixture.registerInjectableResource(Clock.fixed(now, ZoneOffset.UTC));
        return past.length == 0 ? fixture.givenNoPriorActivity() : fixture.given(past);
    }

    private static Object created(String kid) {
        return new SigningKeyCreated(SET, kid, "ES256", BEGIN);
    }

    private static Object activated(String kid, @org.jspecify.annotations.Nullable String retiring) {
        return new SigningKeyActivated(SET, kid, retiring, BEGIN);
    }

    @Test
    void theFirstKeySignsAtOnce() {
        at(BEGIN).when(new AddSigningKey(SET, "a")).expectEvents(created("a"), activated("a", null));
    }

    @Test
    void aLaterKeyWaits() {
        at(BEGIN, created("a"), activated("a", null)).when(new AddSigningKey(SET, "b")).expectEvents(created("b"));
    }

    @Test
    void onlyOneKeyWaits() {
        at(BEGIN, created("a"), activated("a", null), created("b")).when(new AddSigningKey(SET, "c")).expectNoEvents();
    }

    @Test
    void aKeySignsOnlyAfterEveryCacheCanKnowIt() {
        at(BEGIN.plus(HOUR).minusMillis(1), created("a"), activated("a", null), created("b")).when(new ActivateSigningKey(SET, HOUR))
                .expectNoEvents();
        at(BEGIN.plus(HOUR), created("a"), activated("a", null), created("b")).when(new ActivateSigningKey(SET, HOUR))
                .expectEvents(new SigningKeyActivated(SET, "b", "a", BEGIN.plus(HOUR)));
    }

    @Test
    void aKeyStaysPublishedAsLongAsItsTokensLive() {
        at(BEGIN, created("a"), activated("a", null), created("b"), activated("b", "a")).when(new RetireSigningKeys(SET, HOUR))
                .expectNoEvents();
        at(BEGIN.plus(HOUR), created("a"), activated("a", null), created("b"), activated("b", "a")).when(new RetireSigningKeys(SET, HOUR))
                .expectEvents(new SigningKeyRetired(SET, "a", BEGIN.plus(HOUR)));
    }
}
