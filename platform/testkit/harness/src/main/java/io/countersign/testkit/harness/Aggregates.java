package io.countersign.testkit.harness;

import io.countersign.events.command.SealedCommands;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;

/** Axon's fixtures with commands led to their handlers as a service does it. */
public final class Aggregates {
    private Aggregates() {
    }

    public static <T> AggregateTestFixture<T> fixture(Class<T> aggregate) {
        var fixture = new AggregateTestFixture<>(aggregate);
        fixture.registerCommandDispatchInterceptor(new SealedCommands(Stream.of(aggregate)));
        return fixture;
    }
}
