package io.countersign.token.directory;

import com.github.benmanes.caffeine.cache.AsyncCacheLoader;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.countersign.consent.contract.PeopleAnswer.PersonAnswer;
import io.countersign.token.owner.Consents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The people of the organizations whose connections are being looked at, from the consent-service, which owns the directory (EL-06, EL-38).
 * Kept in memory, asked for anew each minute, never written down or logged. Who asks waits a little and goes on with ids where there is no
 * answer.
 */
@Component
public class People {
    private static final Logger LOG = LoggerFactory.getLogger(People.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofMinutes(1);
    /** People of all organizations together. */
    private static final long MOST = 200_000;
    private static final int MOST_OF_ONE = 100_000;

    private final Consents consents;
    private final AsyncLoadingCache<String, OrganizationPeople> kept;

    People(Consents consents) {
        this.consents = consents;
        this.kept = Caffeine.newBuilder().expireAfter(new CacheExpiry()).refreshAfterWrite(FRESH).maximumWeight(MOST)
                .weigher((String organization, OrganizationPeople people) -> 1 + people.size()).buildAsync(new Read());
    }

    /** Those of an organization, or nobody where the directory does not say in time. */
    public OrganizationPeople of(String organizationId) {
        try {
            return kept.get(organizationId).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return OrganizationPeople.UNKNOWN;
        } catch (ExecutionException | TimeoutException silent) {
            return OrganizationPeople.UNKNOWN;
        }
    }

    private CompletableFuture<OrganizationPeople> read(String organizationId) {
        var answer = new CompletableFuture<OrganizationPeople>();
        Thread.ofVirtual().name("people").start(() -> answer.complete(asked(organizationId)));
        return answer;
    }

    private OrganizationPeople asked(String organizationId) {
        try {
            var people = new ArrayList<PersonAnswer>();
            Integer next = 0;
            while (next != null && people.size() < MOST_OF_ONE) {
                var answer = consents.people(organizationId, next);
                people.addAll(answer.people());
                next = answer.next();
            }
            return OrganizationPeople.of(people, next == null);
        } catch (RuntimeException silent) {
            LOG.info("The directory does not tell the people of {}: {}", organizationId, silent.getClass().getSimpleName());
            return OrganizationPeople.UNKNOWN;
        }
    }

    /** What was known goes on while the directory is asked again, and where it is silent then. */
    private final class Read implements AsyncCacheLoader<String, OrganizationPeople> {
        @Override
        public CompletableFuture<OrganizationPeople> asyncLoad(String organization, Executor threads) {
            return read(organization);
        }

        @Override
        public CompletableFuture<OrganizationPeople> asyncReload(String organization, OrganizationPeople before, Executor threads) {
            return read(organization).thenApply(now -> now.known() ? now : before);
        }
    }

    /** An answer for a quarter of an hour, silence for a few seconds. */
    private static final class CacheExpiry implements Expiry<String, OrganizationPeople> {
        private static final Duration ANSWER = Duration.ofMinutes(15);
        private static final Duration SILENCE = Duration.ofSeconds(3);

        @Override
        public long expireAfterCreate(String organization, OrganizationPeople people, long now) {
            return (people.known() ? ANSWER : SILENCE).toNanos();
        }

        @Override
        public long expireAfterUpdate(String organization, OrganizationPeople people, long now, long left) {
            return expireAfterCreate(organization, people, now);
        }

        @Override
        public long expireAfterRead(String organization, OrganizationPeople people, long now, long left) {
            return left;
        }
    }
}
