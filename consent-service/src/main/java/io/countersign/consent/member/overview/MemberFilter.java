package io.countersign.consent.member.overview;

import io.countersign.consent.member.MemberAccessState.Status;
import io.countersign.consent.member.overview.Member.Held;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the list of members may be narrowed to (MG-14).
 *
 * @param q            part of name, e-mail address or id, whatever the case
 * @param connected    whether they hold an active connection
 * @param addedFrom    the first connection was authorized then or later
 * @param addedTo      and before that
 * @param lastUsedFrom a tool was last called then or later
 * @param lastUsedTo   and before that
 */
record MemberFilter(@Nullable Status status, @Nullable String q, @Nullable Boolean connected, @Nullable Instant addedFrom,
        @Nullable Instant addedTo, @Nullable Instant lastUsedFrom, @Nullable Instant lastUsedTo) {
    /** As far as the identity provider and the switch tell. */
    boolean admits(Member member) {
        return (status == null || member.status().equals(status.name())) && named(member);
    }

    private boolean named(Member member) {
        return q == null || q.isBlank() || Stream.of(member.userId(), member.name(), member.email()).filter(Objects::nonNull)
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(q.strip().toLowerCase(Locale.ROOT)));
    }

    /** Whether connections have to be known to tell. */
    boolean asksForConnections() {
        return Stream.of(connected, addedFrom, addedTo, lastUsedFrom, lastUsedTo).anyMatch(Objects::nonNull);
    }

    boolean admits(Held held) {
        return (connected == null || connected == held.active() > 0) && within(held.firstAddedAt(), addedFrom, addedTo)
                && within(held.lastUsedAt(), lastUsedFrom, lastUsedTo);
    }

    private static boolean within(@Nullable Instant at, @Nullable Instant from, @Nullable Instant to) {
        return (from == null && to == null) || (at != null && (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to)));
    }
}
