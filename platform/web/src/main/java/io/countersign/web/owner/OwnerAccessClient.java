package io.countersign.web.owner;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessKeys;
import io.countersign.web.peer.PeerProblem;
import io.countersign.web.peer.PeerUnavailable;
import io.countersign.web.peer.Peers;
import io.countersign.web.peer.SingleFlightCache;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClientException;

/**
 * Asks the owners of keys how they stand, each key its owner, this service among them without a detour. Answers of others are kept 5 s
 * and dropped by news of a key; no answer is never a yes.
 */
final class OwnerAccessClient {
    private static final String OWN = "own";

    private final Peers peers;
    private final OwnedKeys own;
    private final OwnerQuestionCounters counters;
    private final SingleFlightCache<Asked, List<AccessEntry>> kept = new SingleFlightCache<>(Asked::keys);

    OwnerAccessClient(Peers peers, OwnedKeys own, OwnerQuestionCounters counters) {
        this.peers = peers;
        this.own = own;
        this.counters = counters;
    }

    /**
     * Blocks for the owners' answers.
     *
     * @throws PeerUnavailable when an owner does not answer, or not for every key
     */
    OwnedAccess ask(Collection<String> keys, OwnerQuestionCounters.Cause cause) {
        var known = new ArrayList<AccessEntry>();
        keys.stream().collect(Collectors.groupingBy(this::ownerOf, TreeMap::new, Collectors.toCollection(TreeSet::new)))
                .forEach((owner, its) -> known.addAll(owner.equals(OWN)
                        ? own.answer(its).known()
                        : Objects.requireNonNull(kept.get(new Asked(owner, its),
                                question -> counters.counted(owner, cause, () -> askPeer(question))))));
        return OwnedAccess.of(keys, known);
    }

    /** An event arrived: what was answered before may be outdated. */
    void forget(String key) {
        kept.news(key);
    }

    private List<AccessEntry> askPeer(Asked question) {
        try {
            var answer = peers.to(question.owner()).post().uri("/internal/access").contentType(MediaType.APPLICATION_JSON)
                    .body(new AccessQuestion(List.copyOf(question.keys()))).retrieve().body(AccessAnswer.class);
            if (answer == null || !answer.covers(question.keys())) {
                throw new PeerUnavailable(question.owner());
            }
            return answer.known();
        } catch (PeerProblem | RestClientException unusable) {
            throw new PeerUnavailable(question.owner(), unusable);
        }
    }

    private String ownerOf(String key) {
        return own.owns(key) ? OWN : switch (AccessKeys.kind(key)) {
            case "organization", "project", "server", "client", "binding" -> "registry";
            case "member", "consent" -> "consent";
            case "connection", "token" -> "token";
            default -> throw new IllegalArgumentException("Unknown access key " + key);
        };
    }

    /** @param keys of this owner */
    private record Asked(String owner, SortedSet<String> keys) {
    }
}
