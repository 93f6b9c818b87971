package io.countersign.gateway.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Answers of a service, each kept for a while. One question is under way per key, and all who ask meanwhile wait for its answer without
 * holding a thread; nothing is asked while a lock is held. An answer that was under way when news came in goes to those who had asked
 * before the news, and is not kept. What does not exist is remembered for a second only, silence never.
 */
public final class AnswerCache<K, V> {
    private static final Duration ABSENT = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final Function<K, Mono<V>> question;
    private final Cache<K, Optional<V>> kept;
    private final ConcurrentMap<K, Flight> underWay = new ConcurrentHashMap<>();

    /**
     * @param life     for how long an answer is used
     * @param question an empty answer says that there is no such thing
     */
    public AnswerCache(Duration life, Clock clock, Function<K, Mono<V>> question) {
        this.question = question;
        this.kept = Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .expireAfter(Expiry.<K, Optional<V>>creating((key, answer) -> answer.isPresent() ? life : ABSENT)).build();
    }

    /** The answer as it is now when one is kept, else the one that comes. */
    public Mono<V> get(K key) {
        var known = kept.getIfPresent(key);
        return known != null ? Mono.justOrEmpty(known) : Mono.defer(() -> asked(key)).flatMap(Mono::justOrEmpty);
    }

    private Mono<Optional<V>> asked(K key) {
        var known = kept.getIfPresent(key);
        return known != null ? Mono.just(known) : underWay.computeIfAbsent(key, Flight::new).answer;
    }

    /** There is news: forgets the answers it is about, whatever was not found, and what is under way. */
    public void forget(Predicate<V> about) {
        underWay.clear();
        kept.asMap().values().removeIf(answer -> answer.map(about::test).orElse(true));
    }

    /** Forgets this one answer, unless another has come since. */
    public void forget(K key, V answer) {
        kept.asMap().remove(key, Optional.of(answer));
    }

    /** A question on its way, whoever asked first; it ends by itself, however many of those who wait go away. */
    private final class Flight {
        private final Mono<Optional<V>> answer;

        Flight(K key) {
            answer = Mono.defer(() -> question.apply(key)).singleOptional().doOnNext(heard -> landed(key, heard))
                    .doOnError(silence -> underWay.remove(key, this)).contextWrite(asker -> Context.empty()).cache();
        }

        /** Kept in one step with the look whether there was news, so that news either finds it kept or keeps it from being kept. */
        private void landed(K key, Optional<V> heard) {
            underWay.computeIfPresent(key, (same, latest) -> {
                if (latest == this) {
                    kept.put(key, heard);
                    return null;
                }
                return latest;
            });
        }
    }
}
