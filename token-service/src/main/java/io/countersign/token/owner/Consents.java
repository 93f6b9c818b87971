package io.countersign.token.owner;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessKeys;
import io.countersign.access.AccessTable;
import io.countersign.consent.contract.ConsentDecisionAnswer;
import io.countersign.consent.contract.ConsentQuestion;
import io.countersign.consent.contract.ConsentResolution;
import io.countersign.consent.contract.MembershipAnswer;
import io.countersign.consent.contract.PeopleAnswer;
import io.countersign.web.peer.PeerProblem;
import io.countersign.web.peer.PeerUnavailable;
import io.countersign.web.peer.Peers;
import io.countersign.web.peer.SingleFlightCache;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * The consent-service's word on members and what they said yes to; asked anew each time, because each answer opens a way once, but for
 * {@link #keepsAccess}. Silence is {@link PeerUnavailable}, never a yes.
 */
@Component
public class Consents {
    private static final String NAME = "consent";
    /** The consent-service's own word is up to 2 s old: together 5 s at most. */
    private static final Duration KEPT = Duration.ofSeconds(3);

    private final Peers peers;
    private final SingleFlightCache<Person, MembershipAnswer> members = new SingleFlightCache<>(person -> List.of(person.key()), KEPT);

    Consents(Peers peers, ObjectProvider<AccessTable> feed) {
        this.peers = peers;
        feed.ifAvailable(table -> table.onChange(this::forget));
    }

    /** Empty while the person has not decided. */
    public Optional<ConsentDecisionAnswer> decision(String requestId) {
        try {
            return Optional.of(answered(() -> peers.to(NAME).get().uri("/internal/consents/decisions/{id}", requestId).retrieve()
                    .body(ConsentDecisionAnswer.class)));
        } catch (PeerProblem undecided) {
            return Optional.empty();
        }
    }

    /** Whether a recorded consent covers what is asked. */
    public ConsentResolution resolve(ConsentQuestion question) {
        try {
            return answered(() -> peers.to(NAME).post().uri("/internal/consents:resolve").contentType(MediaType.APPLICATION_JSON)
                    .body(question).retrieve().body(ConsentResolution.class));
        } catch (PeerProblem missing) {
            throw new PeerUnavailable(NAME, missing);
        }
    }

    /**
     * Whether what the person has in the organization may go on: a member, or one whose leaving an owner has to confirm. A yes is kept for some
     * seconds and dropped as soon as the access feed brings news of the member; a no is never kept.
     */
    public boolean keepsAccess(String organizationId, String userId) {
        return members.get(new Person(organizationId, userId), this::member) != null;
    }

    private @Nullable MembershipAnswer member(Person person) {
        return membership(person.organizationId(), person.userId()).filter(MembershipAnswer::keepsAccess).orElse(null);
    }

    private void forget(AccessEntry news) {
        if (AccessKeys.kind(news.key()).equals("member")) {
            members.news(news.key());
        }
    }

    /** Empty for whom the organization does not know. */
    public Optional<MembershipAnswer> membership(String organizationId, String userId) {
        try {
            return Optional.of(answered(() -> peers.to(NAME).get()
                    .uri("/internal/organizations/{organization}/members/{user}", organizationId, userId).retrieve()
                    .body(MembershipAnswer.class)));
        } catch (PeerProblem unknown) {
            return Optional.empty();
        }
    }

    /** Some of an organization's people, as the identity provider lists them now. */
    public PeopleAnswer people(String organizationId, int first) {
        try {
            return answered(
                    () -> peers.to(NAME).get().uri("/internal/organizations/{organization}/people?first={first}", organizationId, first)
                            .retrieve().body(PeopleAnswer.class));
        } catch (PeerProblem unknown) {
            throw new PeerUnavailable(NAME, unknown);
        }
    }

    /** A refusal counts only when it says that the thing does not exist; whatever else is silence. */
    private static <T> T answered(Supplier<@Nullable T> question) {
        try {
            var body = question.get();
            if (body == null) {
                throw new PeerUnavailable(NAME);
            }
            return body;
        } catch (PeerProblem refusal) {
            if (refusal.status() == HttpStatus.NOT_FOUND.value()) {
                throw refusal;
            }
            throw new PeerUnavailable(NAME, refusal);
        } catch (RestClientException unreadable) {
            throw new PeerUnavailable(NAME, unreadable);
        }
    }

    private record Person(String organizationId, String userId) {
        String key() {
            return AccessKeys.member(organizationId, userId);
        }
    }
}
