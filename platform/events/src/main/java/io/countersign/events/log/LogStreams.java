package io.countersign.events.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@link Streams} over the log of the aggregates: keeps the last folds (bounded) and reads only the events behind them. Of more appends
 * than it can remember, nobody could say any more whose fold is old: then every recall reads the log for as long as they would count.
 */
final class LogStreams implements Streams {
    private static final int KEPT = 20_000;
    private static final int APPENDS = 100_000;
    /** A read that began before an append has ended by then, and a fresh feed tells of the append anyway. */
    private static final Duration READ = Duration.ofMinutes(1);

    private final EventLogs.Owned owned;
    private final Cache<Key, Loaded<?>> folds = Caffeine.newBuilder().maximumSize(KEPT).build();
    private final Cache<String, Long> appended;
    private volatile long forgetfulUntil = System.nanoTime();

    LogStreams(EventLogs.Owned owned) {
        this(owned, APPENDS);
    }

    /** @param appends how many aggregates that were appended to within a minute are remembered */
    LogStreams(EventLogs.Owned owned, int appends) {
        this.owned = owned;
        this.appended = Caffeine.newBuilder().executor(Runnable::run).expireAfterWrite(READ).maximumSize(appends)
                .evictionListener(this::forgotten).build();
    }

    private void forgotten(@Nullable String aggregateId, @Nullable Long sequence, RemovalCause cause) {
        if (cause == RemovalCause.SIZE) {
            forgetfulUntil = System.nanoTime() + READ.toNanos();
        }
    }

    @Override
    public <S> Loaded<S> load(String aggregateId, S initial, BiFunction<S, Recorded<?>, S> evolve) {
        var key = new Key(aggregateId, initial);
        var known = known(key, initial);
        var loaded = known;
        for (var stored : owned.log().stream(aggregateId, known.version() + 1)) {
            loaded = new Loaded<>(evolve.apply(loaded.state(), owned.envelopes().read(stored.position(), stored.bytes())),
                    stored.sequence());
        }
        if (loaded.version() > known.version()) {
            var newest = loaded;
            folds.asMap().merge(key, newest, (present, ignored) -> present.version() > newest.version() ? present : newest);
        }
        return loaded;
    }

    @Override
    public <S> Loaded<S> recall(String aggregateId, S initial, BiFunction<S, Recorded<?>, S> evolve) {
        var known = known(new Key(aggregateId, initial), initial);
        var own = appended.getIfPresent(aggregateId);
        var current = own == null ? System.nanoTime() - forgetfulUntil >= 0 : own <= known.version();
        return known.exists() && current ? known : load(aggregateId, initial, evolve);
    }

    @Override
    public void appended(String aggregateId, long sequence) {
        appended.asMap().merge(aggregateId, sequence, Math::max);
    }

    @SuppressWarnings("unchecked") // what is kept under a key was folded from this key's initial state
    private <S> Loaded<S> known(Key key, S initial) {
        var kept = (@Nullable Loaded<S>) folds.getIfPresent(key);
        return kept == null ? new Loaded<>(initial, -1) : kept;
    }

    private record Key(String aggregateId, @Nullable Object initial) {
    }
}
