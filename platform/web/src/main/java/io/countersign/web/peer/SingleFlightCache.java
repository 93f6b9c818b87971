package io.countersign.web.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers of a peer, each kept for at most 5 s, or shorter, and used only if it was asked for after the last news of its subjects: an answer
 * that was under way while the news came in is not kept. One caller asks, the others wait for what it hears.
 */
public final class SingleFlightCache<K, V> {
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(5);
    private static final int MOST = 10_000;
    /** A question is answered or given up well before its subject's news is forgotten. */
    private static final Duration NEWS = Duration.ofMinutes(1);

    private final Function<K, ? extends Collection<String>> subjects;
    private final Cache<K, Answer<V>> kept;
    private final Cache<String, Long> news = Caffeine.newBuilder().executor(Runnable::run).expireAfterWrite(NEWS).maximumSize(MOST)
            .evictionListener(this::forgotten).build();
    private final ConcurrentMap<K, CompletableFuture<Answer<V>>> asking = new ConcurrentHashMap<>();
    private final AtomicLong tick = new AtomicLong();
    private final AtomicLong newsOfAll = new AtomicLong();

    /** @param subjects whom an answer is about */
    public SingleFlightCache(Function<K, ? extends Collection<String>> subjects) {
        this(subjects, LONGEST_LIFE);
    }

    /**
     * @param subjects whom an answer is about
     * @param life     for how long it is kept, where the peer's own word may be some seconds old already
     */
    public SingleFlightCache(Function<K, ? extends Collection<String>> subjects, Duration life) {
        if (life.compareTo(LONGEST_LIFE) > 0) {
            throw new IllegalArgumentException("An answer is kept for at most " + LONGEST_LIFE);
        }
        this.subjects = subjects;
        kept = Caffeine.newBuilder().expireAfterWrite(life).maximumSize(MOST).build();
    }

    /** @param question answers null when there is nothing, which is never kept; what it throws is thrown to all who wait for it */
    public @Nullable V get(K key, Function<K, @Nullable V> question) {
        var known = kept.getIfPresent(key);
        while (known == null || !current(key, known)) {
            var mine = new CompletableFuture<Answer<V>>();
            var other = asking.putIfAbsent(key, mine);
            if (other == null) {
                return ask(key, question, mine).value();
            }
            known = heard(other);
        }
        return known.value();
    }

    /** What is kept and still counts; nobody is asked. */
    public Optional<V> kept(K key) {
        var known = kept.getIfPresent(key);
        return known != null && current(key, known) ? Optional.ofNullable(known.value()) : Optional.empty();
    }

    /** The answer to a question that is asked from now on. What is kept serves everybody else until it is there. */
    public @Nullable V again(K key, Function<K, @Nullable V> question) {
        while (true) {
            var mine = new CompletableFuture<Answer<V>>();
            var other = asking.putIfAbsent(key, mine);
            if (other == null) {
                var answer = ask(key, question, mine).value();
                if (answer == null) {
                    kept.invalidate(key);
                }
                return answer;
            }
            heard(other);
        }
    }

    private boolean current(K key, Answer<V> answer) {
        return subjects.apply(key).stream().allMatch(about -> answer.asked() >= last(about)) && answer.asked() >= newsOfAll.get();
    }

    private long last(String about) {
        var last = news.getIfPresent(about);
        return last == null ? 0 : last;
    }

    /** Outside any lock: the answer arrives by threads that must not wait for this one. */
    private Answer<V> ask(K key, Function<K, @Nullable V> question, CompletableFuture<Answer<V>> mine) {
        try {
            var asked = tick.get();
            var answer = new Answer<>(question.apply(key), asked);
            if (answer.value() != null) {
                kept.put(key, answer);
            }
            mine.complete(answer);
            return answer;
        } catch (RuntimeException | Error unanswered) {
            mine.completeExceptionally(unanswered);
            throw unanswered;
        } finally {
            asking.remove(key, mine);
        }
    }

    private static <V> Answer<V> heard(CompletableFuture<Answer<V>> other) {
        try {
            return other.join();
        } catch (CompletionException unanswered) {
            throw unanswered.getCause() instanceof RuntimeException refused ? refused : unanswered;
        }
    }

    /** Something changed about this subject. */
    public void news(String about) {
        news.put(about, tick.incrementAndGet());
    }

    /** Something changed that any answer may rest on. */
    public void news() {
        newsOfAll.accumulateAndGet(tick.incrementAndGet(), Math::max);
    }

    /** More news than there is room for: what is pushed out counts for all, since nobody can say any more whom it was about. */
    private void forgotten(@Nullable String about, @Nullable Long at, RemovalCause cause) {
        if (cause == RemovalCause.SIZE && at != null) {
            newsOfAll.accumulateAndGet(at, Math::max);
        }
    }

    private record Answer<V>(@Nullable V value, long asked) {
    }
}
