package io.countersign.events.log;

import com.github.f4b6a3.ulid.UlidCreator;
import io.countersign.eventstore.Commit;
import io.countersign.eventstore.NewEvent;
import io.countersign.web.passport.Actor;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@link EventWriter} over the logs of this service. */
final class LogEventWriter implements EventWriter {
    private final EventLogs logs;
    private final Origins origins;

    LogEventWriter(EventLogs logs, Origins origins) {
        this.logs = logs;
        this.origins = origins;
    }

    @Override
    public void append(String log, String streamId, long sequence, Object event, @Nullable String organization, Actor actor) {
        var owned = logs.named(log);
        var bytes = owned.envelopes().write(owned.log().source(), streamId, sequence, event, origins.origin(actor, organization));
        owned.log().append(new Commit(UlidCreator.getMonotonicUlid().toString(),
                List.of(new NewEvent(streamId, sequence, bytes)), List.of()));
    }

    @Override
    public List<Recorded<?>> stream(String log, String streamId, long fromSequence) {
        var owned = logs.named(log);
        return owned.log().stream(streamId, fromSequence).stream()
                .<Recorded<?>>map(stored -> owned.envelopes().read(stored.position(), stored.bytes())).toList();
    }

    @Override
    public OptionalLong last(String log, String streamId) {
        return logs.named(log).log().lastSequence(streamId);
    }
}
