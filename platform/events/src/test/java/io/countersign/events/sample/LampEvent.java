package io.countersign.events.sample;

import java.time.Instant;

/** What can happen to a lamp and to its name. */
public sealed interface LampEvent {
    record LampInstalled(String lampId, String name, Instant at) implements LampEvent {
    }

    record LampSwitched(String lampId, boolean on) implements LampEvent {
    }

    record LampRemoved(String lampId) implements LampEvent {
    }

    record NameReserved(String name, String lampId) implements LampEvent {
    }
}
