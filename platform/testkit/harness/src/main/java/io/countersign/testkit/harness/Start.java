package io.countersign.testkit.harness;

import io.countersign.embeddedmongo.DurableMongoServer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * How a service is started. Of two settings of one name the later holds.
 *
 * @param directory for its keys
 * @param mongo     holds its database
 * @param beans     put in the place of the service's own
 */
public record Start(Path directory, DurableMongoServer mongo, Map<String, String> settings, Consumer<GenericApplicationContext> beans) {
    public Start {
        settings = Map.copyOf(settings);
    }

    /** On an empty database. */
    public static Start in(Path directory) {
        return on(DurableMongoServer.inMemory(), directory);
    }

    public static Start on(DurableMongoServer mongo, Path directory) {
        return new Start(directory, mongo, Map.of(), _ -> {
        });
    }

    public Start with(String name, Object value) {
        return with(Map.of(name, value.toString()));
    }

    public Start with(Map<String, String> more) {
        var all = new LinkedHashMap<>(settings);
        all.putAll(more);
        return new Start(directory, mongo, all, beans);
    }

    public Start at(Clock clock) {
        return with(Clock.class, clock);
    }

    public <T> Start with(Class<T> type, T bean) {
        return new Start(directory, mongo, settings,
                beans.andThen(context -> context.registerBean("of-the-test-" + type.getSimpleName(), type, () -> bean,
                        definition -> definition.setPrimary(true))));
    }
}
