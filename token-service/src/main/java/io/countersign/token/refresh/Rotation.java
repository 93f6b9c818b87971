package io.countersign.token.refresh;

import io.countersign.eventstore.EventLogException;
import io.countersign.events.command.Commands;
import io.countersign.token.OnBehalf;
import io.countersign.token.connection.ConnectionCommand.EndReusedConnection;
import io.countersign.token.connection.ConnectionCommand.FlagConnection;
import io.countersign.token.connection.ConnectionRefused;
import io.countersign.token.contract.IssuanceEvent.Cause;
import io.countersign.token.contract.IssuanceEvent.TokensIssued;
import io.countersign.token.issuance.IssuanceLog;
import io.countersign.token.issuance.TokenIssuance;
import io.countersign.token.issuance.TokenIssuance.Link;
import io.countersign.token.issuance.TokenIssuance.Order;
import io.countersign.token.refusal.OAuthError;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.stereotype.Component;

/**
 * Exchanges a refresh token for its successor with one insert: generation n+1 has one place in the log of issuances, and its unique key is
 * the single use. Whoever comes second finds what the first left there: within the grace it gets the same successor, up to a minute later a
 * refusal and nothing else (replicas' clocks differ), and later still the connection ends, because somebody else may hold the token.
 */
@Component
class Rotation {
    /** Set when a token was repeated in three successive generations: two that share one, or a thief who is always in time. */
    static final String REPEATS = "REFRESH_REPEATS";
    private static final Logger LOG = LoggerFactory.getLogger(Rotation.class);
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(60);
    private static final Duration WINNER = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final int SUCCESSIVE = 3;

    private final TokenIssuance issuing;
    private final IssuanceLog issuances;
    private final RefreshTokens tokens;
    private final Commands commands;
    private final Clock clock;

    Rotation(TokenIssuance issuing, IssuanceLog issuances, RefreshTokens tokens, Commands commands, Clock clock) {
        this.issuing = issuing;
        this.issuances = issuances;
        this.tokens = tokens;
        this.commands = commands;
        this.clock = clock;
    }

    /** An access token and the refresh token that goes with it. */
    record Exchanged(OAuth2AccessToken access, RefreshToken successor) {
    }

    /** @param grace for how long the token gives the same successor once more */
    Exchanged exchange(RefreshToken used, Order order, Duration grace) {
        var next = new Link(used.chain(), used.generation() + 1, tokens.activeKid());
        try {
            var access = issuing.issue(order, next, used.stream(), next.generation());
            return new Exchanged(access, used.successor(Objects.requireNonNull(access.getIssuedAt()), next.refreshKid()));
        } catch (EventLogException.Conflict second) {
            LOG.debug("Generation {} of {} exists", next.generation(), used.stream(), second);
            return again(used, order, grace, winner(used.stream(), next.generation()));
        }
    }

    private Exchanged again(RefreshToken used, Order order, Duration grace, TokensIssued winner) {
        var age = Duration.between(winner.issuedAt(), clock.instant());
        if (age.compareTo(grace.plus(CLOCKS_DIFFER)) > 0) {
            commands.send(new EndReusedConnection(used.connectionId(), used.chain(), used.generation()),
                    OnBehalf.client(winner.clientId(), winner.organizationId()));
            throw OAuthError.INVALID_GRANT.denied("token_invalid",
                    "The refresh token was used before; the connection is ended. Authorize again.");
        }
        if (grace.isZero() || age.compareTo(grace) > 0 || issuances.at(used.stream(), used.generation() + 2).isPresent()) {
            throw OAuthError.INVALID_GRANT.denied("token_invalid", "The refresh token was used before.");
        }
        var kid = Objects.requireNonNull(winner.refreshKid());
        return new Exchanged(repeat(used, new Order(order.issuer(), order.connection(), order.scopes(), order.accessTokenSeconds(),
                Cause.REPEAT), new Link(used.chain(), used.generation() + 1, kid)), used.successor(winner.issuedAt(), kid));
    }

    /** Each repeat is recorded; the first of a generation at a place of its own, so that a series of them can be seen. */
    private OAuth2AccessToken repeat(RefreshToken used, Order order, Link successor) {
        try {
            var access = issuing.issue(order, successor, place(used, used.generation()), 0);
            if (repeatedBefore(used)) {
                flag(used, order.connection().parties().organizationId());
            }
            return access;
        } catch (EventLogException.Conflict notTheFirst) {
            LOG.debug("{} was repeated before", used.stream(), notTheFirst);
            return issuing.issueAgain(order, successor);
        }
    }

    private void flag(RefreshToken used, String organizationId) {
        try {
            commands.send(new FlagConnection(used.connectionId(), REPEATS), OnBehalf.system(organizationId));
        } catch (ConnectionRefused ended) {
            LOG.debug("{} ended meanwhile", used.connectionId(), ended);
        }
    }

    private boolean repeatedBefore(RefreshToken used) {
        for (var before = 1; before < SUCCESSIVE; before++) {
            var generation = used.generation() - before;
            if (generation < 0 || issuances.at(place(used, generation), 0).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static String place(RefreshToken used, long generation) {
        return used.stream() + "/" + generation;
    }

    /** Somebody has the place; what stands there may take a moment to be read, and until then nothing is concluded. */
    private TokensIssued winner(String stream, long generation) {
        var until = System.nanoTime() + WINNER.toNanos();
        do {
            Optional<TokensIssued> found = issuances.at(stream, generation);
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        } while (System.nanoTime() - until < 0);
        throw new EventLogException.Overloaded("Generation " + generation + " of " + stream + " cannot be read yet");
    }
}
