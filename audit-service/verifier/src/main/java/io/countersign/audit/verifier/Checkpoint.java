package io.countersign.audit.verifier;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A head of the installation's log as it is signed: C2SP tlog-checkpoint (origin, size, root) with one extension line, {@code time}, so
 * that an hour without events is visible as well.
 */
public record Checkpoint(String origin, long size, Hash root, Instant time) {
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final String TIME = "time ";

    /** The text to sign. */
    public String text() {
        return origin + "\n" + size + "\n" + root + "\n" + TIME + time + "\n";
    }

    /** @throws IllegalArgumentException unless it is exactly the text of a checkpoint */
    public static Checkpoint parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length != 5 || !lines[4].isEmpty() || lines[0].isEmpty() || !lines[3].startsWith(TIME)) {
            throw new IllegalArgumentException("A checkpoint has four lines: origin, size, root, time");
        }
        if (!SIZE.matcher(lines[1]).matches()) {
            throw new IllegalArgumentException("The size of a checkpoint is a decimal number");
        }
        try {
            var checkpoint = new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.parse(lines[2]),
                    Instant.parse(lines[3].substring(TIME.length())));
            if (!checkpoint.text().equals(text)) {
                throw new IllegalArgumentException("The checkpoint is not in its one canonical form");
            }
            return checkpoint;
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException("The time of a checkpoint is an ISO 8601 instant", e);
        }
    }
}
