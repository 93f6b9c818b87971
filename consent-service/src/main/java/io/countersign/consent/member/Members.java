package io.countersign.consent.member;

import io.countersign.access.AccessEntry;
import io.countersign.consent.contract.AccessFact;
import io.countersign.consent.contract.MemberAccessEvent;
import io.countersign.events.log.Streams;
import io.countersign.events.log.Streams.Loaded;
import org.springframework.stereotype.Component;

/** Members' access as the log has it now. */
@Component
public class Members {
    private final Streams streams;

    Members(Streams streams) {
        this.streams = streams;
    }

    /** A member without events is enabled; its version is then -1. */
    Loaded<MemberAccessState> find(String organizationId, String userId) {
        return streams.load(MemberAccessId.of(organizationId, userId), MemberAccessState.initial(), MemberAccessEvent.class);
    }

    /** Whether the identity provider's word that it does not let the member in is recorded, and no later one that it does. */
    boolean hasLeft(String organizationId, String userId) {
        return switch (find(organizationId, userId).state().status()) {
            case LEFT, SUSPENDED -> true;
            case ENABLED, DISABLED -> false;
        };
    }

    /** As {@link #entry}, in the words of this service's contract. */
    public AccessFact access(String organizationId, String userId) {
        var entry = entry(organizationId, userId);
        return new AccessFact(entry.key(), entry.epoch(), entry.suspended(), entry.ended(), entry.version());
    }

    /**
     * How the member's key stands. A member without events is a known member, whom nobody ever switched off: open at epoch 0. Whether
     * such a person belongs to the organization is another question, and the identity provider's.
     */
    AccessEntry entry(String organizationId, String userId) {
        var found = find(organizationId, userId);
        return found.state().entry(organizationId, userId, Math.max(found.version(), 0));
    }
}
