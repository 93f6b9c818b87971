package io.countersign.token.directory;

import io.countersign.consent.contract.PeopleAnswer.PersonAnswer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The people of one organization at one moment, or nobody while the directory does not answer. */
public final class OrganizationPeople {
    /** The directory has not answered. */
    static final OrganizationPeople UNKNOWN = new OrganizationPeople(false, false, List.of());
    private final boolean known;
    private final boolean whole;
    private final List<String> ranked;
    private final Map<String, Ranked> people;
    private final Set<String> ids;

    private OrganizationPeople(boolean known, boolean whole, List<PersonAnswer> listed) {
        this.known = known;
        this.whole = whole;
        var sorted = listed.stream().sorted(Comparator.comparing((PersonAnswer person) -> lower(person.name()))
                .thenComparing(PersonAnswer::userId)).toList();
        this.ranked = sorted.stream().map(PersonAnswer::userId).toList();
        this.people = IntStream.range(0, sorted.size()).mapToObj(rank -> new Ranked(rank, sorted.get(rank)))
                .collect(Collectors.toUnmodifiableMap(each -> each.person().userId(), Function.identity(), (one, _) -> one));
        this.ids = Set.copyOf(ranked);
    }

    /** @param whole whether nobody is missing */
    static OrganizationPeople of(List<PersonAnswer> listed, boolean whole) {
        return new OrganizationPeople(true, whole, listed);
    }

    /** Whether the directory has answered; otherwise nobody is found by a name. */
    public boolean known() {
        return known;
    }

    /** Whether whoever is not listed is no member. */
    public boolean whole() {
        return whole;
    }

    /** Of those who are listed. */
    public Set<String> ids() {
        return ids;
    }

    public Optional<PersonAnswer> find(String userId) {
        return Optional.ofNullable(people.get(userId)).map(Ranked::person);
    }

    /** Whether somebody who was a member is none any more; false as long as nobody says so. */
    public boolean left(String userId) {
        return whole && !people.containsKey(userId);
    }

    /** Those whose name or e-mail address contains this, whatever the case of the letters. */
    public Set<String> mentioning(String lowerCase) {
        return people.values().stream().map(Ranked::person).filter(person -> mentions(person, lowerCase)).map(PersonAnswer::userId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Where somebody stands in the order of the names; who is not listed stands behind all. */
    public long rank(String userId) {
        var person = people.get(userId);
        return person == null ? ranked.size() : person.rank();
    }

    /** Who stands at that place, empty for those who are not listed. */
    public String at(long rank) {
        return rank < 0 || rank >= ranked.size() ? "" : ranked.get((int) rank);
    }

    int size() {
        return ranked.size();
    }

    private static boolean mentions(PersonAnswer person, String lowerCase) {
        var email = person.email();
        return lower(person.name()).contains(lowerCase) || (email != null && lower(email).contains(lowerCase));
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private record Ranked(int rank, PersonAnswer person) {
    }
}
