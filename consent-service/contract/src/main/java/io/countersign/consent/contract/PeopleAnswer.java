package io.countersign.consent.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of an organization's people as the identity provider lists them now. For the eyes of people only: whoever gets it keeps it in memory.
 *
 * @param next where the rest of them begins; absent when there are no more
 */
public record PeopleAnswer(List<PersonAnswer> people, @Nullable Integer next) {
    public PeopleAnswer {
        people = List.copyOf(people);
    }

    /** @param email absent where the identity provider has none */
    public record PersonAnswer(String userId, String name, @Nullable String email) {
    }
}
