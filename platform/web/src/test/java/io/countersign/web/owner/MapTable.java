package io.countersign.web.owner;

import io.countersign.access.AccessEntry;
import io.countersign.access.AccessTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The access feed as a test holds it, for one listener. */
public final class MapTable implements AccessTable {
    public final Map<String, AccessEntry> entries = new HashMap<>();
    Duration age = Duration.ZERO;
    Consumer<AccessEntry> changed = entry -> {
    };

    @Override
    public @Nullable AccessEntry get(String key) {
        return entries.get(key);
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public Duration age() {
        return age;
    }

    @Override
    public void onChange(Consumer<AccessEntry> listener) {
        changed = listener;
    }
}
