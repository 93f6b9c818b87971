package io.countersign.audit.stream;

import io.countersign.audit.ledger.History;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That something happened, and where to look.
 *
 * @param position in the history of the organization: dense there, and {@code index} in the list of events
 * @param id       of the event
 * @param subject  id of the aggregate that it happened to
 */
record StreamedEvent(long position, @Nullable String id, @Nullable String type, @Nullable String subject, Instant time) {
    static StreamedEvent of(History.Event event) {
        var envelope = event.envelope();
        return new StreamedEvent(event.index(), envelope.text("id"), envelope.text("type"), envelope.text("subject"), envelope.time());
    }
}
