package io.countersign.consent.decision.overview;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.consent.directory.Directory.Person;
import io.countersign.consent.directory.Membership;
import io.countersign.events.criteria.Criteria;
import io.countersign.events.projection.Listing;
import io.countersign.events.projection.View;
import io.countersign.events.projection.View.Row;
import io.countersign.events.projection.Views;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Makes of a text the question which consents it is about (SK-23): a part of the name of the client, the server or the person, or of the
 * person's e-mail address, become ids. People's names stay in memory, for ten seconds at most; while the identity provider is silent nobody is
 * found by one.
 */
@Component
class ConsentText {
    private static final Logger LOG = LoggerFactory.getLogger(ConsentText.class);
    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final int ORGANIZATIONS = 100;
    private final Cache<String, List<Person>> people = Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(ORGANIZATIONS).build();
    private final View<KnownClient> clients;
    private final View<KnownServer> servers;
    private final Membership membership;

    ConsentText(Views views, Membership membership) {
        this.clients = views.of(KnownClient.class);
        this.servers = views.of(KnownServer.class);
        this.membership = membership;
    }

    /** Everything where there is no text. */
    Criteria about(String organizationId, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return Criteria.everything();
        }
        var part = text.strip();
        return Criteria.or(Criteria.in("clientId", named(clients, organizationId, part)),
                Criteria.in("serverId", named(servers, organizationId, part)), Criteria.in("userId", people(organizationId, part)),
                Criteria.equal("userId", part), Criteria.equal("clientId", part), Criteria.equal("serverId", part),
                Criteria.equal("id", part), Criteria.equal("scopes", part));
    }

    private static Set<String> named(View<?> names, String organizationId, String part) {
        return names.all(Criteria.and(Criteria.equal("organizationId", organizationId), Listing.contains("name", part)))
                .map(Row::aggregateId).collect(Collectors.toUnmodifiableSet());
    }

    private Set<String> people(String organizationId, String part) {
        var lower = part.toLowerCase(Locale.ROOT);
        return listed(organizationId).stream()
                .filter(person -> Stream.of(person.name(), person.email()).filter(Objects::nonNull)
                        .anyMatch(word -> word.toLowerCase(Locale.ROOT).contains(lower)))
                .map(Person::userId).collect(Collectors.toUnmodifiableSet());
    }

    private List<Person> listed(String organizationId) {
        try {
            return people.get(organizationId, id -> membership.members(id).toList());
        } catch (RuntimeException silent) {
            LOG.info("Consents cannot be searched by name, the directory is unavailable: {}", silent.getClass().getSimpleName());
            return List.of();
        }
    }
}
