package io.countersign.token.overview;

import io.countersign.token.overview.Facets.Bucket;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Who has access to an organization, in numbers, all of one moment and of what the caller may see. Each is the total of a list.
 *
 * @param projects       which projects it is about, beside the caller's own connections; absent when it is the whole organization
 * @param clientsWaiting how many clients a member wants at a server and nobody has decided about
 * @param days           the last thirty in UTC, today included and last
 * @param slowest        the revocation of these days that took longest to be in force; absent when none was tried
 * @param clients        those that act for most people, at most eight
 */
record OrganizationOverview(Instant at, @Nullable SortedSet<String> projects, Standing connections, long clientsWaiting, List<Day> days,
        @Nullable Slowest slowest, List<Reach> clients) {
    /**
     * How connections stand now.
     *
     * @param expiring active ones whose life ends within seven days unless they are used
     * @param flags    how many active ones have each flag by the clock, those aside that none has
     * @param findings how many have each finding that was recorded
     */
    record Standing(long active, long expired, long revoked, Expiring expiring, List<Bucket> flags, List<Bucket> findings) {
    }

    /** @param before as the list's {@code expiresBefore} */
    record Expiring(Instant before, long count) {
    }

    /**
     * What became of connections on one day.
     *
     * @param opened    how many were authorized
     * @param ended     how many were revoked, or expired
     * @param endedBy   the same by reason; {@code EXPIRED} where the life was over
     * @param toRefusal how long revocations of the day took to be in force
     * @param calls     how many calls of tools there were
     * @param refused   how many calls were refused
     * @param refusedBy the same by reason (C28)
     */
    record Day(LocalDate date, long opened, long ended, SortedMap<String, Long> endedBy, ToRefusal toRefusal, long calls, long refused,
            SortedMap<String, Long> refusedBy) {
    }

    /**
     * From revoking to refusing. Of what nobody tried afterwards there is no measurement.
     *
     * @param revoked   how many were revoked
     * @param tried     how many of them were tried afterwards and measured
     * @param p50Millis to two digits; absent when none was tried
     * @param p99Millis as {@code p50Millis}
     */
    record ToRefusal(long revoked, long tried, @Nullable Long p50Millis, @Nullable Long p99Millis) {
    }

    record Slowest(String connectionId, long lagMillis) {
    }

    /**
     * What depends on one client.
     *
     * @param people      how many members it acts for
     * @param connections how many active ones it has, its own included
     * @param newcomer    whether it was registered within the last seven days
     */
    record Reach(String clientId, @Nullable String name, @Nullable String registrationMethod, long people, long connections,
            boolean newcomer) {
    }
}
