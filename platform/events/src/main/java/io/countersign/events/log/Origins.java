package io.countersign.events.log;

import io.countersign.web.passport.Actor;
import org.jspecify.annotations.Nullable;

/** Correlation, cause and trace of what this thread is doing, for an event caused by {@code actor}. */
@FunctionalInterface
public interface Origins {
    Origin origin(Actor actor, @Nullable String organization);
}
