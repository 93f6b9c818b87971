package io.countersign.consent.member;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessKeys;
import io.countersign.web.owner.AccessOwner;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The owner's word on {@code member:} keys: every member is known, see {@link Members#entry}. */
@Component
class MemberKeys implements AccessOwner {
    private final Members members;

    MemberKeys(Members members) {
        this.members = members;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("member");
    }

    @Override
    public Optional<AccessEntry> find(String key) {
        var parts = key.split(":", -1);
        return parts.length == 3 && !parts[1].isEmpty() && !parts[2].isEmpty() && key.equals(AccessKeys.member(parts[1], parts[2]))
                ? Optional.of(members.entry(parts[1], parts[2]))
                : Optional.empty();
    }
}
