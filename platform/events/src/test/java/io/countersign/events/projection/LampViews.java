package io.countersign.events.projection;

import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.sample.LampEvent.LampInstalled;
import io.countersign.events.sample.LampEvent.LampRemoved;
import io.countersign.events.sample.LampEvent.LampSwitched;
import io.countersign.events.sample.LampEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A view of the sample service's lamps, whose code a test can break and mend. */
@Configuration(proxyBeanMethods = false)
public class LampViews {
    /** The event types that this version of the view knows. */
    public static volatile List<Class<?>> known = List.of(LampEvent.class);
    /** What this version does with an event before it folds it. */
    public static volatile Consumer<Recorded<?>> fault = _ -> {
    };

    /** The version without fault that knows everything. */
    public static void mend() {
        known = List.of(LampEvent.class);
        fault = _ -> {
        };
    }

    @Bean
    Projection<LampRow> lamps(@Value("${countersign.logs[0].topic}") String topic) {
        return new Lamps(EventCatalog.of(topic, known.toArray(Class<?>[]::new)));
    }

    /** A lamp as it is seen. */
    public record LampRow(String name, boolean on, Instant installed, long switched) {
    }

    record Lamps(EventCatalog source) implements Projection<LampRow> {
        @Override
        public String name() {
            return source.topic().substring(source.topic().lastIndexOf('.') + 1) + "-lamps";
        }

        @Override
        public Class<LampRow> rowType() {
            return LampRow.class;
        }

        @Override
        public boolean accepts(Recorded<?> recorded) {
            return recorded.aggregateId().startsWith("lmp-");
        }

        @Override
        public @Nullable LampRow apply(@Nullable LampRow row, Recorded<?> recorded) {
            fault.accept(recorded);
            return switch ((LampEvent) recorded.event()) {
                case LampInstalled installed -> new LampRow(installed.name(), false, installed.at(), 0);
                case LampSwitched switched -> {
                    var known = Objects.requireNonNull(row);
                    yield new LampRow(known.name(), switched.on(), known.installed(), known.switched() + 1);
                }
                case LampRemoved _ -> null;
                case LampEvent.NameReserved _ -> throw new IllegalArgumentException("none of a lamp's business");
            };
        }
    }
}
