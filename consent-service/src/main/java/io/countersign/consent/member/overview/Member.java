package io.countersign.consent.member.overview;

import io.countersign.consent.contract.ReasonCode;
import io.countersign.consent.directory.Directory.Person;
import io.countersign.events.projection.View.Row;
import io.countersign.token.contract.MemberConnections;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member as lists show it.
 *
 * @param name        as the identity provider has it now, the id where it does not answer
 * @param member      whether the identity provider knows it in the organization; null where it does not answer
 * @param status      {@code ENABLED}, {@code DISABLED}, {@code SUSPENDED} or {@code LEFT}
 * @param connections what the member holds or held; null where the token service does not answer
 * @param version     of the switch; -1 where it was never used
 */
record Member(String userId, String name, @Nullable String email, @Nullable Boolean member, String status, @Nullable ReasonCode reasonCode,
        @Nullable Instant changedAt, @Nullable String changedBy, @Nullable Held connections, long version) {
    static Member never(Person person) {
        return new Member(person.userId(), person.name(), person.email(), person.enabled(), "ENABLED", null, null, null, null, -1);
    }

    /** @param answered whether the identity provider did */
    static Member of(Row<MemberOverview> row, boolean answered, @Nullable Person person) {
        var value = row.value();
        return new Member(value.userId(), person == null ? value.userId() : person.name(), person == null ? null : person.email(),
                answered ? Boolean.valueOf(person != null && person.enabled()) : null, value.status(), value.reasonCode(),
                value.changedAt(), value.changedBy(), null, row.sequence());
    }

    boolean nameless() {
        return name.equals(userId);
    }

    Member called(String known) {
        return new Member(userId, known, email, member, status, reasonCode, changedAt, changedBy, connections, version);
    }

    Member holding(Held held) {
        return new Member(userId, name, email, member, status, reasonCode, changedAt, changedBy, held, version);
    }

    /**
     * A member's connections.
     *
     * @param clients      through which: with one that is active first
     * @param firstAddedAt when the first was authorized
     * @param firstUsedAt  when a tool was first called through one; absent where none ever was
     * @param lastUsedAt   when a tool was last called (MG-12)
     * @param nextExpiryAt when the first of the active ones ends unless it is used
     */
    record Held(long active, long expired, long revoked, List<ClientCard> clients, @Nullable Instant firstAddedAt,
            @Nullable Instant firstUsedAt, @Nullable Instant lastUsedAt, @Nullable Instant nextExpiryAt) {
        static final Held NOTHING = new Held(0, 0, 0, List.of(), null, null, null, null);

        static Held of(MemberConnections counted, Map<String, String> names) {
            return new Held(counted.active(), counted.expired(), counted.revoked(),
                    counted.clients().stream().map(client -> new ClientCard(client.clientId(),
                            names.getOrDefault(client.clientId(), client.clientId()), client.active())).toList(),
                    counted.firstAddedAt(), counted.firstUsedAt(), counted.lastUsedAt(), counted.nextExpiryAt());
        }
    }

    /** @param active whether one of the member's connections through it is */
    record ClientCard(String id, String name, boolean active) {
    }
}
