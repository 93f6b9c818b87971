package io.countersign.events.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.events.command.Commands;
import io.countersign.events.command.Receipt;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.sample.LampCommand.SwitchLamp;
import io.countersign.events.sample.LampEvent.LampSwitched;
import io.countersign.events.sample.LampEvent;
import io.countersign.eventstore.EventLogException;
import io.countersign.web.passport.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A4: however often an event comes, it acts once on each of its targets, and on every one of them. */
class AutomationConsumerTest {
    private static final EventCatalog LAMPS = EventCatalog.of("countersign.lamps", LampEvent.class);
    private final List<String> lit = new ArrayList<>(List.of("a", "b", "c", "d"));
    private final List<String> done = new ArrayList<>();
    private final Set<String> commits = new HashSet<>();
    private int failing = -1;

    private final Automation darkness = new Automation() {
        @Override
        public String name() {
            return "darkness";
        }

        @Override
        public EventCatalog source() {
            return LAMPS;
        }

        @Override
        public List<Object> when(Recorded<?> recorded) {
            return lit.stream().<Object>map(id -> new SwitchLamp(id, false)).toList();
        }
    };

    /** As the log does: a commit id that it holds already is a command that was done. */
    private final Commands commands = new Commands() {
        @Override
        public Receipt send(Object command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Receipt send(Object command, Cause cause) {
            if (failing-- == 0) {
                throw new EventLogException.Overloaded("full");
            }
            if (commits.add(String.valueOf(cause.commitId()))) {
                done.add(((SwitchLamp) command).lampId());
            }
            return new Receipt("", 0, -1);
        }
    };

    private static Recorded<?> event() {
        return new Recorded<>("/test/lamps/1", 40, "01J", "a", 0, new LampSwitched("a", true), null,
                new Actor(Actor.Type.SYSTEM, "test"), Instant.EPOCH, null, "correlation");
    }

    /** What was done is no longer on the list when the event comes again. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aFailureInTheMiddleLosesNoneOfThoseThatFollow(int where) {
        var consumer = new AutomationConsumer(darkness, commands, "test");
        failing = where;
        assertThatThrownBy(() -> consumer.consume(List.of(event()))).isInstanceOf(EventLogException.class);
        lit.removeAll(done);

        consumer.consume(List.of(event()));
        consumer.consume(List.of(event()));

        assertThat(done).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void aSecondCommandForTheSameAggregateIsRefusedInsteadOfBeingTakenForTheFirst() {
        lit.add("a");
        var consumer = new AutomationConsumer(darkness, commands, "test");
        assertThatThrownBy(() -> consumer.consume(List.of(event()))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("for a");
    }
}
