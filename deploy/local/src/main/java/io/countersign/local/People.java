package io.countersign.local;

import io.countersign.local.Description.Person;
import java.util.List;

/** The people of the realm that is imported into Keycloak; the realm file beside the test kit holds the same. */
final class People {
    private People() {
    }

    static List<Person> all() {
        return List.of(new Person("owner", "owner", List.of("owner")), new Person("project-admin", "project-admin", List.of("project-admin")),
                new Person("member-1", "member-1", List.of("member")), new Person("member-2", "member-2", List.of("member")),
                new Person("auditor", "auditor", List.of("auditor")));
    }
}
