package io.countersign.audit.ledger;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a recorded event.
 *
 * @param type {@code <topic>.<name>.v<n>}
 * @param name the record's name within the type
 */
record Indexed(@Nullable String type, @Nullable String name, Instant time, @Nullable String actorId, @Nullable String subject,
        @Nullable String correlationId, @Nullable String project, @Nullable String member) {
    private static final Pattern TYPE = Pattern.compile(".*\\.([^.]+)\\.v[0-9]+");

    static Indexed of(Envelope envelope, EventOwner owner) {
        var type = envelope.text("type");
        return new Indexed(type, type == null ? null : name(type), envelope.time(), envelope.text("actorid"), envelope.text("subject"),
                envelope.text("correlationid"), owner.project(), owner.member());
    }

    private static @Nullable String name(String type) {
        var parts = TYPE.matcher(type);
        return parts.matches() ? parts.group(1) : null;
    }
}
