package io.countersign.gateway.enforcement;

import io.countersign.gateway.enforcement.AccessRefused.Grounds;
import io.countersign.gateway.peer.AnswerCache;
import io.countersign.gateway.peer.PeerClient;
import io.countersign.gateway.peer.Peers.Peer;
import io.countersign.token.contract.PersonalTokenAnswer;
import io.countersign.token.contract.PersonalTokenQuestion;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Personal access tokens are opaque: token-service says what each opens, for 5 s at most. Whether that still stands is asked of the table on
 * every call, as for any other token.
 */
@Component
class PersonalTokens {
    static final String PREFIX = "cst_";
    private static final Duration KNOWN = Duration.ofSeconds(5);
    private static final Pattern FORM = Pattern.compile("cst_[A-Za-z0-9_-]{1,400}\\.[A-Za-z0-9_-]{43}");

    private final AnswerCache<String, PersonalTokenAnswer> known;

    PersonalTokens(PeerClient services, Clock clock) {
        this.known = new AnswerCache<>(KNOWN, clock, token -> services.post(Peer.TOKEN, new PersonalTokenQuestion(token),
                ParameterizedTypeReference.<PersonalTokenAnswer>forType(PersonalTokenAnswer.class), "internal", "tokens", "personal",
                "resolve"));
    }

    /** {@link AccessRefused} when it opens nothing, or nothing for now. What has not the form of one is not asked about. */
    Mono<AccessToken> resolve(String presented, String issuer) {
        return (FORM.matcher(presented).matches() ? known.get(presented) : Mono.<PersonalTokenAnswer>empty())
                .switchIfEmpty(Mono.error(PersonalTokens::invalid)).map(answer -> opened(answer, issuer));
    }

    private static AccessToken opened(PersonalTokenAnswer answer, String issuer) {
        var token = new AccessToken(issuer, List.of(answer.resource()), answer.userId(), answer.clientId(),
                new LinkedHashSet<>(answer.scopes()), answer.connectionId(), answer.connectionId(), answer.organizationId(),
                answer.expiresAt(), answer.epochs());
        if (answer.paused() != null) {
            throw AccessRefused.forbidden(answer.paused(), "Access is suspended for now.").on(Grounds.of(token));
        }
        return token;
    }

    private static AccessRefused invalid() {
        return AccessRefused.invalidToken("token_invalid", "The personal access token does not hold or has expired.");
    }
}
