package io.countersign.events.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** {@link Streams} over the log of the aggregates: keeps the last folds (bounded) and reads only the events behind them. */
final class LogStreams implements Streams {
    private static final int KEPT = 20_000;
    /** A read that began before an append has ended by then, and a fresh feed tells of the append anyway. */
    private static final Duration READ = Duration.ofMinutes(1);

    private final EventLogs.Owned owned;
    private final Cache<Key, Loaded<?>> folds = Caffeine.newBuilder().maximumSize(KEPT).build();
    private final Cache<String, Long> appended = Caffeine.newBuilder().expireAfterWrite(READ).build();

    LogStreams(EventLogs.Owned owned) {
        this.owned = owned;
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
        return known.exists() && (own == null || own <= known.version()) ? known : load(aggregateId, initial, evolve);
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
