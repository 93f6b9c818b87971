package io.countersign.consent.member;

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

    /** The complete state of the member's key. */
    public AccessFact access(String organizationId, String userId) {
        var found = find(organizationId, userId);
        var entry = found.state().entry(organizationId, userId, Math.max(found.version(), 0));
        return new AccessFact(entry.key(), entry.epoch(), entry.suspended(), entry.ended(), entry.version());
    }
}
