package io.countersign.web.owner;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.access.AccessEntry;
import io.countersign.web.peer.PeerProblem;
import io.countersign.web.peer.PeerUnavailable;
import io.countersign.web.peer.Peers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClientException;

/** Asks the owners of keys what is in force, for when the feed is stale. Answers are kept 5 s; no answer is never a yes. */
public final class OwnersWord {
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final int REMEMBERED = 100_000;
    private static final ParameterizedTypeReference<List<AccessEntry>> ENTRIES = new ParameterizedTypeReference<>() {
    };

    private final Peers peers;
    private final @Nullable OwnAccess own;
    private final Cache<String, Optional<AccessEntry>> kept = Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(REMEMBERED).build();

    OwnersWord(Peers peers, @Nullable OwnAccess own) {
        this.peers = peers;
        this.own = own;
    }

    /**
     * The entries of those keys that have one. Blocks for the owners' answers.
     *
     * @throws PeerUnavailable when an owner does not answer
     */
    public Map<String, AccessEntry> ask(Collection<String> keys) {
        var answers = new HashMap<String, Optional<AccessEntry>>();
        for (var key : keys) {
            var known = kept.getIfPresent(key);
            if (known != null) {
                answers.put(key, known);
            }
        }
        keys.stream().distinct().filter(key -> !answers.containsKey(key))
                .collect(Collectors.groupingBy(OwnersWord::ownerOf, TreeMap::new, Collectors.toList()))
                .forEach((owner, unknown) -> {
                    var entries = askOwner(owner, unknown).stream().collect(Collectors.toMap(AccessEntry::key, Function.identity(),
                            (one, other) -> one.version() >= other.version() ? one : other));
                    for (var key : unknown) {
                        var answer = Optional.ofNullable(entries.get(key));
                        kept.put(key, answer);
                        answers.put(key, answer);
                    }
                });
        return answers.values().stream().flatMap(Optional::stream).collect(Collectors.toMap(AccessEntry::key, Function.identity()));
    }

    /** An event arrived: what was answered before may be outdated. */
    void forget(String key) {
        kept.invalidate(key);
    }

    private List<AccessEntry> askOwner(String owner, List<String> keys) {
        if (own != null && own.owner().equals(owner)) {
            return own.of(keys);
        }
        try {
            var answer = peers.to(owner).post().uri("/internal/access").contentType(MediaType.APPLICATION_JSON)
                    .body(Map.of("keys", keys)).retrieve().body(ENTRIES);
            if (answer == null) {
                throw new PeerUnavailable(owner);
            }
            return answer;
        } catch (PeerProblem | RestClientException unusable) {
            throw new PeerUnavailable(owner, unusable);
        }
    }

    private static String ownerOf(String key) {
        return switch (key.substring(0, Math.max(0, key.indexOf(':')))) {
            case "organization", "project", "server", "client", "binding" -> "registry";
            case "member", "consent" -> "consent";
            case "connection", "token" -> "token";
            default -> throw new IllegalArgumentException("Unknown access key " + key);
        };
    }
}
