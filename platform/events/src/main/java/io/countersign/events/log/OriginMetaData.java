package io.countersign.events.log;

import com.github.f4b6a3.ulid.UlidCreator;
import io.countersign.web.passport.Actor;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;

/** Carries an {@link Origin} in Axon's metadata, from the command to the events it leads to. */
public final class OriginMetaData {
    private static final String ACTOR_TYPE = "actorType";
    private static final String ACTOR_ID = "actorId";
    private static final String ORGANIZATION = "organization";
    private static final String CAUSATION_ID = "causationId";
    private static final String CORRELATION_ID = "correlationId";
    private static final String TRACEPARENT = "traceparent";

    private OriginMetaData() {
    }

    public static Map<String, Object> of(Origin origin) {
        var values = new HashMap<String, Object>();
        values.put(ACTOR_TYPE, origin.actor().type().name());
        values.put(ACTOR_ID, origin.actor().id());
        values.put(CORRELATION_ID, origin.correlationId());
        if (origin.organization() != null) {
            values.put(ORGANIZATION, origin.organization());
        }
        if (origin.causationId() != null) {
            values.put(CAUSATION_ID, origin.causationId());
        }
        if (origin.traceparent() != null) {
            values.put(TRACEPARENT, origin.traceparent());
        }
        return values;
    }

    /** What the metadata tells; the service itself when it tells nothing. */
    static Origin from(MetaData metaData, String service) {
        var type = (String) metaData.get(ACTOR_TYPE);
        var id = (String) metaData.get(ACTOR_ID);
        var actor = type == null || id == null ? new Actor(Actor.Type.SYSTEM, service) : new Actor(Actor.Type.valueOf(type), id);
        var correlation = (String) metaData.get(CORRELATION_ID);
        return new Origin(actor, (String) metaData.get(ORGANIZATION), (String) metaData.get(CAUSATION_ID),
                correlation == null ? UlidCreator.getUlid().toString() : correlation, (String) metaData.get(TRACEPARENT));
    }

    /** @param more further metadata keys that events take over from their command */
    public static CorrelationDataProvider provider(String... more) {
        var own = java.util.stream.Stream.of(ACTOR_TYPE, ACTOR_ID, ORGANIZATION, CAUSATION_ID, CORRELATION_ID, TRACEPARENT);
        return new SimpleCorrelationDataProvider(
                java.util.stream.Stream.concat(own, java.util.Arrays.stream(more)).toArray(String[]::new));
    }
}
