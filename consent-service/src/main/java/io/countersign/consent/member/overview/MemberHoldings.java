package io.countersign.consent.member.overview;

import io.countersign.registry.contract.HoldingsAnswer;
import io.countersign.token.contract.HeldConnection;
import io.countersign.token.contract.MemberConnections;
import io.countersign.token.contract.MembersQuestion;
import io.countersign.web.peer.PeerProblem;
import io.countersign.web.peer.PeerUnavailable;
import io.countersign.web.peer.Peers;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * What members hold, in the words of its owners: connections of the token service, roles and keys of the registry. An owner that does not
 * answer is a {@link PeerUnavailable}.
 */
@Component
class MemberHoldings {
    private static final String TOKEN = "token";
    private static final String REGISTRY = "registry";
    private static final ParameterizedTypeReference<List<MemberConnections>> COUNTED = new ParameterizedTypeReference<>() {
    };
    private static final ParameterizedTypeReference<List<HeldConnection>> HELD = new ParameterizedTypeReference<>() {
    };
    private final Peers peers;

    MemberHoldings(Peers peers) {
        this.peers = peers;
    }

    /** One question for a page of members; who never held anything is absent. */
    Map<String, MemberConnections> connections(String organizationId, List<String> userIds) {
        return userIds.isEmpty()
                ? Map.of()
                : answered(TOKEN, () -> peers.to(TOKEN).post().uri("/internal/organizations/{id}/members/connections", organizationId)
                        .contentType(MediaType.APPLICATION_JSON).body(new MembersQuestion(userIds)).retrieve().body(COUNTED)).stream()
                        .collect(Collectors.toMap(MemberConnections::userId, Function.identity()));
    }

    List<HeldConnection> held(String organizationId, String userId) {
        return answered(TOKEN, () -> peers.to(TOKEN).get()
                .uri("/internal/organizations/{id}/members/{user}/connections", organizationId, userId).retrieve().body(HELD));
    }

    HoldingsAnswer holdings(String organizationId, String userId) {
        return answered(REGISTRY, () -> peers.to(REGISTRY).get()
                .uri("/internal/organizations/{id}/users/{user}/holdings", organizationId, userId).retrieve().body(HoldingsAnswer.class));
    }

    private static <T> T answered(String peer, Supplier<@Nullable T> question) {
        try {
            var answer = question.get();
            if (answer == null) {
                throw new PeerUnavailable(peer);
            }
            return answer;
        } catch (PeerProblem | RestClientException unusable) {
            throw new PeerUnavailable(peer, unusable);
        }
    }
}
