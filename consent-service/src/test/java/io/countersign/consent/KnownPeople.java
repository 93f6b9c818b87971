package io.countersign.consent;

import io.countersign.consent.directory.Directory;
import io.countersign.consent.directory.DirectoryUnavailable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The identity provider of a test: it knows whom the test lets it know. */
final class KnownPeople implements Directory {
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean silent;

    KnownPeople knows(String userId, String name) {
        people.put(userId, new Person(userId, name, true));
        return this;
    }

    void forgets(String userId) {
        people.remove(userId);
    }

    void silent(boolean now) {
        silent = now;
    }

    int asked() {
        return asked.get();
    }

    @Override
    public boolean isMember(String keycloakOrganizationId, String userId) {
        answer();
        return keycloakOrganizationId.equals(FakePeers.KEYCLOAK_ORGANIZATION) && people.containsKey(userId);
    }

    @Override
    public boolean isKnown(String userId) {
        answer();
        return people.containsKey(userId);
    }

    @Override
    public List<Person> members(String keycloakOrganizationId) {
        answer();
        return people.values().stream().sorted(java.util.Comparator.comparing(Person::userId)).toList();
    }

    @Override
    public List<Addressed> addressed(String keycloakOrganizationId, int first, int most) {
        return members(keycloakOrganizationId).stream().skip(first).limit(most)
                .map(person -> new Addressed(person.userId(), person.name(), person.userId() + "@people.example")).toList();
    }

    @Override
    public Map<String, String> names(Collection<String> userIds) {
        answer();
        return people.values().stream().filter(person -> userIds.contains(person.userId()))
                .collect(Collectors.toMap(Person::userId, Person::name));
    }

    private void answer() {
        asked.incrementAndGet();
        if (silent) {
            throw new DirectoryUnavailable("the identity provider is silent");
        }
    }
}
