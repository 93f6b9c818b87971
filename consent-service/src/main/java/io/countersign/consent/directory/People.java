package io.countersign.consent.directory;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What people are called, for the eyes of people only: never written down, and the id where the identity provider does not answer.
 */
@Component
public class People {
    private static final Logger LOG = LoggerFactory.getLogger(People.class);
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;

    private final LoadingCache<String, String> names;

    People(Directory directory) {
        this.names = Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(REMEMBERED).build(new Names(directory));
    }

    /** The id where the name is not to be had. */
    public String name(String userId) {
        return names(List.of(userId)).getOrDefault(userId, userId);
    }

    /** One question for all that are not known yet; who is not to be had is absent. */
    public Map<String, String> names(Collection<String> userIds) {
        try {
            return names.getAll(userIds);
        } catch (RuntimeException unavailable) {
            LOG.info("The identity provider does not tell names: {}", unavailable.getClass().getSimpleName());
            return new HashMap<>(names.getAllPresent(userIds));
        }
    }

    private record Names(Directory directory) implements com.github.benmanes.caffeine.cache.CacheLoader<String, String> {
        @Override
        public String load(String userId) {
            return directory.names(List.of(userId)).getOrDefault(userId, userId);
        }

        @Override
        public Map<? extends String, ? extends String> loadAll(java.util.Set<? extends String> userIds) {
            return directory.names(List.copyOf(userIds));
        }
    }
}
