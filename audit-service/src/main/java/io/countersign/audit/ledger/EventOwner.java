package io.countersign.audit.ledger;

import org.jspecify.annotations.Nullable;

/**
 * Whose an event is besides its organization's.
 *
 * @param project the project it happened in
 * @param member  the member it is about
 */
public record EventOwner(@Nullable String project, @Nullable String member) {
    /** The organization's alone. */
    static final EventOwner NONE = new EventOwner(null, null);

    /** What is known by itself wins over what is known by {@code other}. */
    EventOwner or(EventOwner other) {
        return new EventOwner(project == null ? other.project : project, member == null ? other.member : member);
    }

    /** What the event says itself. */
    static EventOwner of(Envelope envelope) {
        var user = envelope.data("userId");
        return new EventOwner(envelope.data("projectId"),
                user == null && "MEMBER".equals(envelope.data("subjectType")) ? envelope.data("subjectId") : user);
    }
}
