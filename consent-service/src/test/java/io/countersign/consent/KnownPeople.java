package io.countersign.consent;

import io.countersign.consent.directory.Directory;
import io.countersign.consent.directory.DirectoryUnavailable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The identity provider of a test: it knows whom the test lets it know. */
final class KnownPeople implements Directory {
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> elsewhere = new ConcurrentHashMap<>();
    private final Set<String> strangers = ConcurrentHashMap.newKeySet();
    private volatile boolean emptied;
    private final List<Signal> signals = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean silent;

    KnownPeople knows(String userId, String name) {
        people.put(userId, new Person(userId, name, userId + "@acme.example", true));
        return this;
    }

    void disables(String userId) {
        people.computeIfPresent(userId, (id, person) -> new Person(id, person.name(), person.email(), false));
    }

    /** Says at that time, by its own clock, that something happened to somebody. */
    void signals(String id, long millis, String userId) {
        signals.add(new Signal(id, millis, userId, null));
    }

    /** A member of another organization of its own as well. */
    KnownPeople knowsIn(String keycloakOrganizationId, String userId) {
        elsewhere.computeIfAbsent(keycloakOrganizationId, _ -> ConcurrentHashMap.newKeySet()).add(userId);
        return this;
    }

    /** Still known, and no member of the first organization. */
    void takesOut(String userId) {
        strangers.add(userId);
    }

    void takesBack(String userId) {
        strangers.remove(userId);
    }

    /** As one that lost all its people, until it has them again. */
    void emptied(boolean now) {
        emptied = now;
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
    public boolean hasOrganization(String keycloakOrganizationId) {
        answer();
        return keycloakOrganizationId.equals(FakePeers.KEYCLOAK_ORGANIZATION) || elsewhere.containsKey(keycloakOrganizationId);
    }

    @Override
    public boolean isMember(String keycloakOrganizationId, String userId) {
        return membershipStatus(keycloakOrganizationId, userId) == MembershipStatus.MEMBER;
    }

    @Override
    public boolean isKnown(String userId) {
        answer();
        return people.containsKey(userId) && !emptied;
    }

    @Override
    public MembershipStatus membershipStatus(String keycloakOrganizationId, String userId) {
        answer();
        var person = people.get(userId);
        if (person == null || emptied) {
            return MembershipStatus.GONE;
        }
        return !person.enabled()
                ? MembershipStatus.DISABLED
                : belongs(keycloakOrganizationId, userId) ? MembershipStatus.MEMBER : MembershipStatus.NON_MEMBER;
    }

    private boolean belongs(String keycloakOrganizationId, String userId) {
        return keycloakOrganizationId.equals(FakePeers.KEYCLOAK_ORGANIZATION)
                ? !strangers.contains(userId)
                : elsewhere.getOrDefault(keycloakOrganizationId, Set.of()).contains(userId);
    }

    @Override
    public List<Signal> signals(long fromMillis, int first, int most) {
        answer();
        return signals.stream().filter(signal -> signal.millis() >= fromMillis).sorted(Comparator.comparingLong(Signal::millis)).skip(first)
                .limit(most).toList();
    }

    @Override
    public long latestSignal() {
        answer();
        return signals.stream().mapToLong(Signal::millis).max().orElse(0);
    }

    @Override
    public List<Person> members(String keycloakOrganizationId, int first, int most) {
        answer();
        return emptied
                ? List.of()
                : people.values().stream().filter(person -> belongs(keycloakOrganizationId, person.userId()))
                        .sorted(Comparator.comparing(Person::userId)).skip(first).limit(most).toList();
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
