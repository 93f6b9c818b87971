package io.countersign.events.projection;

import io.countersign.events.consumer.TopicReader;
import io.countersign.events.log.EventEnvelopes;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** The copies that this replica keeps of views; each has a thread of its own, from the start of the service to its end. */
public final class LocalViews implements SmartLifecycle {
    private static final Duration END = Duration.ofSeconds(5);
    private final Map<Class<?>, Projection<?>> projections;
    private final MongoViews views;
    private final Supplier<TopicReader> topics;
    private final Clock clock;
    private final List<FollowedView<?, ?>> copies = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    LocalViews(Collection<Projection<?>> projections, MongoViews views, Supplier<TopicReader> topics, Clock clock) {
        this.projections = projections.stream().collect(Collectors.toMap(Projection::rowType, Function.identity()));
        this.views = views;
        this.topics = topics;
        this.clock = clock;
    }

    /**
     * Has a view copied; to be asked for before the service starts.
     *
     * @param empty makes an empty copy
     * @throws IllegalArgumentException when no projection of this service keeps such rows
     */
    public <V, C extends LocalView<V>> FollowedView<V, C> of(Class<V> rowType, Supplier<C> empty) {
        return of(rowType, empty, null);
    }

    /**
     * The same of a copy that joins something to the rows: what the consumer has handled is put again, a second or two later.
     *
     * @throws IllegalArgumentException when no projection of this service keeps such rows
     */
    @SuppressWarnings("unchecked") // projections stand under their row types
    public <V, C extends LocalView<V>> FollowedView<V, C> of(Class<V> rowType, Supplier<C> empty, @Nullable JoinedTopic joined) {
        var projection = (Projection<V>) projections.get(rowType);
        if (projection == null) {
            throw new IllegalArgumentException("No projection of this service keeps rows of type " + rowType.getName());
        }
        var copied = new FollowedView<V, C>(projection, views, topics, new EventEnvelopes(projection.source(), clock), empty,
                joined);
        copies.add(copied);
        return copied;
    }

    List<FollowedView<?, ?>> all() {
        return List.copyOf(copies);
    }

    @Override
    public void start() {
        copies.forEach(copy -> threads.add(Thread.ofPlatform().daemon().name("copy-" + copy.name()).start(copy::run)));
    }

    @Override
    public void stop() {
        copies.forEach(FollowedView::stop);
        try {
            for (var thread : threads) {
                thread.join(END);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
        copies.forEach(FollowedView::close);
    }

    @Override
    public boolean isRunning() {
        return !threads.isEmpty();
    }
}
