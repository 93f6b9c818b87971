package io.countersign.events.projection;

import io.countersign.events.consumer.Consumers;
import io.countersign.events.projection.Rebuilds.Progress;
import io.countersign.events.projection.ViewRebuild.Plan;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/** The operator's way to the views of this service, on the management port only: how each stands, and rebuilding one. */
@Endpoint(id = "views")
final class ViewsEndpoint {
    private static final int ACCEPTED = 202;
    private static final int CONFLICT = 409;
    private final List<Projection<?>> projections;
    private final MongoViews views;
    private final Rebuilds rebuilds;
    private final Supplier<Consumers> consumers;

    ViewsEndpoint(Collection<Projection<?>> projections, MongoViews views, Rebuilds rebuilds, Supplier<Consumers> consumers) {
        this.projections = List.copyOf(projections);
        this.views = views;
        this.rebuilds = rebuilds;
        this.consumers = consumers;
    }

    @ReadOperation
    List<Listed> views() {
        return projections.stream().map(this::listed).toList();
    }

    @ReadOperation
    @Nullable
    Listed view(@Selector String view) {
        return projections.stream().filter(each -> each.name().equals(view)).findFirst().map(this::listed).orElse(null);
    }

    /**
     * Begins a rebuild in the background.
     *
     * @param acceptDifference switch even where the rebuilt view differs from the live one
     */
    @WriteOperation
    WebEndpointResponse<?> act(@Selector String view, @Selector Action action, boolean acceptDifference) {
        if (projections.stream().noneMatch(each -> each.name().equals(view))) {
            return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
        }
        var started = switch (action) {
            case REBUILD -> rebuilds.start(view, new Plan(Plan.BATCH, acceptDifference));
        };
        return started
                ? new WebEndpointResponse<>(view(view), ACCEPTED)
                : new WebEndpointResponse<>(Map.of("refused", "The view is being rebuilt already"), CONFLICT);
    }

    private Listed listed(Projection<?> projection) {
        var progress = consumers.get().progress(projection.name());
        return new Listed(projection.name(), projection.source().topic(), views.number(projection.name()),
                views.live(projection).count(), progress.position(), progress.lag(), progress.behind(),
                rebuilds.of(projection.name()).orElse(null));
    }

    /**
     * @param rows     of the live generation, tombstones included
     * @param position the highest this replica has handled since it started, -1 for none
     * @param lag      events of the topic that are not in the view
     * @param behind   since when it has not been at the topic's end
     * @param rebuild  the last one that this replica began, null for none
     */
    record Listed(String view, String topic, long generation, long rows, long position, long lag, Duration behind,
            @Nullable Progress rebuild) {
    }

    /** What can be asked of a view. */
    enum Action {
        REBUILD
    }
}
