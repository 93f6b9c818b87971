package io.countersign.consent.member.overview;

import io.countersign.consent.member.overview.Member.Held;
import io.countersign.events.export.CsvTable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Members as rows of a file. */
final class MemberTable {
    static final CsvTable<Member> TABLE = new CsvTable<Member>().column("userId", Member::userId).column("name", Member::name)
            .column("email", Member::email).column("member", Member::member).column("status", Member::status)
            .column("reasonCode", Member::reasonCode).column("changedAt", Member::changedAt).column("changedBy", Member::changedBy)
            .column("active", held(Held::active)).column("expired", held(Held::expired)).column("revoked", held(Held::revoked))
            .column("clients", held(counted -> counted.clients().stream().map(Member.ClientCard::name).collect(Collectors.joining(", "))))
            .column("firstAddedAt", held(Held::firstAddedAt)).column("firstUsedAt", held(Held::firstUsedAt))
            .column("lastUsedAt", held(Held::lastUsedAt)).column("nextExpiryAt", held(Held::nextExpiryAt));

    private MemberTable() {
    }

    private static Function<Member, @Nullable Object> held(Function<Held, @Nullable Object> part) {
        return member -> member.connections() == null ? null : part.apply(member.connections());
    }
}
