package io.countersign.consent.member;

import io.countersign.consent.answer.KeyFacts;
import io.countersign.consent.contract.AccessFact;
import io.countersign.access.AccessKeys;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** {@code member:<organization>:<user>}. */
@Component
class MemberKeyFacts implements KeyFacts {
    private final Members members;

    MemberKeyFacts(Members members) {
        this.members = members;
    }

    @Override
    public Stream<AccessFact> of(String key) {
        var parts = key.split(":", -1);
        return parts.length == 3 && key.equals(AccessKeys.member(parts[1], parts[2]))
                ? Stream.of(members.access(parts[1], parts[2]))
                : Stream.empty();
    }
}
